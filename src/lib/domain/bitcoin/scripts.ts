/**
 * What an output script asks for, read from its bytes: the kinds that wallets make, and those that have an address.
 *
 * Templates are those of `Solver` in Bitcoin Core's script/solver.cpp; a script of another form is "nonstandard".
 */
export const scriptTypes = [
  'p2pk',
  'p2pkh',
  'p2sh',
  'p2wpkh',
  'p2wsh',
  'p2tr',
  'p2a',
  'multisig',
  'op_return',
  'witness_unknown',
  'nonstandard'
] as const;
export type ScriptType = (typeof scriptTypes)[number];

export type ScriptKind =
  | { type: 'p2pkh' | 'p2sh'; hash: Uint8Array }
  | { type: 'p2wpkh' | 'p2wsh' | 'p2tr' | 'p2a' | 'witness_unknown'; version: number; program: Uint8Array }
  | { type: 'p2pk'; keys: Uint8Array[] }
  | { type: 'multisig'; needed: number; keys: Uint8Array[] }
  | { type: 'op_return'; data: Uint8Array }
  | { type: 'nonstandard' };

const OP_RETURN = 0x6a;
const OP_CHECKSIG = 0xac;
const OP_CHECKMULTISIG = 0xae;
/** OP_1 is 0x51, OP_16 is 0x60. */
const OP_1 = 0x51;

export function scriptKind(script: Uint8Array): ScriptKind {
  const { length } = script;
  const at = (place: number) => script[place] ?? -1;
  if (length === 25 && startsWith(script, [0x76, 0xa9, 0x14]) && at(23) === 0x88 && at(24) === OP_CHECKSIG) {
    return { type: 'p2pkh', hash: script.slice(3, 23) };
  }
  if (length === 23 && startsWith(script, [0xa9, 0x14]) && at(22) === 0x87) {
    return { type: 'p2sh', hash: script.slice(2, 22) };
  }
  const witness = witnessKind(script);
  if (witness !== null) return witness;
  if (at(0) === OP_RETURN) return { type: 'op_return', data: script.slice(1) };
  const keyLength = at(0);
  if ((keyLength === 33 || keyLength === 65) && length === keyLength + 2 && at(length - 1) === OP_CHECKSIG) {
    return { type: 'p2pk', keys: [script.slice(1, -1)] };
  }
  return multisigKind(script) ?? { type: 'nonstandard' };
}

function witnessKind(script: Uint8Array): ScriptKind | null {
  const [opcode = 0, size = 0] = script;
  const version = opcode === 0 ? 0 : opcode - OP_1 + 1;
  const isWitness = (opcode === 0 || (version >= 1 && version <= 16)) && size >= 2 && size <= 40;
  if (!isWitness || script.length !== size + 2) return null;
  const program = script.slice(2);
  if (version === 0 && size === 20) return { type: 'p2wpkh', version, program };
  if (version === 0 && size === 32) return { type: 'p2wsh', version, program };
  if (version === 0) return null;
  if (version === 1 && size === 32) return { type: 'p2tr', version, program };
  const isAnchor = version === 1 && startsWith(program, [0x4e, 0x73]) && size === 2;
  return { type: isAnchor ? 'p2a' : 'witness_unknown', version, program };
}

/** OP_m, keys, OP_n, OP_CHECKMULTISIG. */
function multisigKind(script: Uint8Array): ScriptKind | null {
  if (script.at(-1) !== OP_CHECKMULTISIG) return null;
  const needed = (script[0] ?? 0) - OP_1 + 1;
  const count = (script.at(-2) ?? 0) - OP_1 + 1;
  const keys: Uint8Array[] = [];
  let place = 1;
  while (place < script.length - 2) {
    const size = script[place] ?? 0;
    if (size !== 33 && size !== 65) return null;
    keys.push(script.slice(place + 1, place + 1 + size));
    place += 1 + size;
  }
  const isWhole = place === script.length - 2 && keys.length === count && needed >= 1 && needed <= count;
  return isWhole ? { type: 'multisig', needed, keys } : null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}
