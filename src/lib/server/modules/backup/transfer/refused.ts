/** A file that is not taken over, with every fault that was found in it: nothing of it was stored. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';

  constructor(problems: readonly string[], options?: ErrorOptions) {
    const more = problems.length > SHOWN ? `\n  and ${problems.length - SHOWN} more` : '';
    super(
      `nothing was imported:\n${problems
        .slice(0, SHOWN)
        .map((problem) => `  ${problem}`)
        .join('\n')}${more}`,
      options
    );
  }
}

const SHOWN = 20;
