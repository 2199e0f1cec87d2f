/** An output script in words: its type, its address, and what else it says. */
import { addressOf } from './addresses.ts';
import type { BitcoinNetwork } from './network.ts';
import { scriptKind, type ScriptType } from './scripts.ts';

export interface DescribedScript {
  type: ScriptType;
  address: string | null;
  detail: string | null;
}

const SHOWN_BYTES = 80;

export function describeScript(script: Uint8Array, network: BitcoinNetwork): DescribedScript {
  const kind = scriptKind(script);
  return { type: kind.type, address: addressOf(script, network), detail: detailOf(kind) };
}

function detailOf(kind: ReturnType<typeof scriptKind>): string | null {
  if (kind.type === 'multisig') return `${kind.needed} of ${kind.keys.length} keys`;
  if (kind.type === 'witness_unknown') return `witness version ${kind.version}`;
  return kind.type === 'op_return' ? dataText(pushedData(kind.data)) : null;
}

/** What a script of one push pushes, or all of it. */
function pushedData(script: Uint8Array): Uint8Array {
  const [size = 0] = script;
  const head = size === 0x4c ? 2 : size === 0x4d ? 3 : 1;
  const isOnePush = size <= 75 ? script.length === size + 1 : size === 0x4c || size === 0x4d;
  return isOnePush ? script.slice(head) : script;
}

/** Anybody may write anything there: only printable text is shown as text, all else as hex. */
function dataText(data: Uint8Array): string | null {
  if (data.length === 0) return null;
  const part = data.slice(0, SHOWN_BYTES);
  const isText = part.every((byte) => byte >= 0x20 && byte < 0x7f);
  const text = isText
    ? `“${String.fromCharCode(...part)}”`
    : [...part].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return data.length > SHOWN_BYTES ? `${text}… (${data.length} bytes)` : text;
}
