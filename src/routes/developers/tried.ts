/** An answer of the API as somebody who tries it reads it: status, the headers about limits, and the body, to a length. */
export interface Tried {
  /** Method and path. */
  asked: string;
  status: number;
  headers: [name: string, value: string][];
  body: string;
  isCut: boolean;
}

const MOST_CHARACTERS = 20_000;
const SHOWN = /^(?:ratelimit-|x-quota-|x-request-id$|retry-after$|content-type$|cache-control$)/;

export async function readTried(asked: string, answer: Response): Promise<Tried> {
  const text = await textTo(answer, MOST_CHARACTERS);
  const headers = [...answer.headers].filter(([name]) => SHOWN.test(name));
  const isCut = text.length > MOST_CHARACTERS;
  return {
    asked,
    status: answer.status,
    headers,
    body: isCut ? text.slice(0, MOST_CHARACTERS) : indented(text),
    isCut
  };
}

/** Of an export only the beginning is read. */
async function textTo(answer: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > most) break;
  }
  return text;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
