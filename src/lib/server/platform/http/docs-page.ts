/** The API's description as a page: made on the server from the OpenAPI document, no script, one style sheet. */
import type { OpenApi, Operation, Parameter } from '../../../contract/kit/openapi.ts';

export function docsPage(document: OpenApi): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [group = ''] = operation.tags;
      groups.set(group, [...(groups.get(group) ?? []), section(method, path, operation)]);
    }
  }
  const names = [...groups.keys()];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fluxtracker API</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header>
<h1>Fluxtracker API</h1>
<p>${escape(document.info.description)} Errors are <code>application/problem+json</code>. Unknown or malformed parameters
are refused with 400, naming each. For programs: <a href="/api/openapi.json">openapi.json</a> (3.1).
<a href="/">To the dashboard</a>.</p>
<nav aria-label="Groups"><ul>${names.map((name) => `<li><a href="#${escape(name)}">${escape(name)}</a></li>`).join('')}</ul></nav>
</header>
<main>
${names.map((name) => `<h2 id="${escape(name)}">${escape(name)}</h2>\n${(groups.get(name) ?? []).join('\n')}`).join('\n')}
</main>
</body>
</html>
`;
}

function section(method: string, path: string, operation: Operation): string {
  const { operationId, summary, parameters, responses } = operation;
  return `<details id="${escape(operationId)}">
<summary><span class="method">${escape(method.toUpperCase())}</span><code>${escape(path)}</code><span>${escape(summary)}</span></summary>
<div class="body">
${operation['security'] === undefined ? '' : '<p>Needs the admin token or a session.</p>'}
${parameters.length === 0 ? '' : parameterTable(parameters)}
${schemaBlock('Request body', operation['requestBody'])}
${Object.entries(responses)
  .filter(([status]) => status.startsWith('2'))
  .map(([status, response]) => schemaBlock(`Answer ${status}`, response))
  .join('')}
</div>
</details>`;
}

function parameterTable(parameters: Parameter[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? ', required' : ''}</td>` +
      `<td><code>${escape(JSON.stringify(schema))}</code></td></tr>`
  );
  return `<table><thead><tr><th>Parameter</th><th>In</th><th>Schema</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function schemaBlock(title: string, described: unknown): string {
  if (typeof described !== 'object' || described === null || !('content' in described)) return '';
  return `<p>${escape(title)}</p><pre tabindex="0">${escape(JSON.stringify(described.content, null, 2))}</pre>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
