/**
 * Text compressed once that leaves places for a few bytes which differ with every answer.
 *
 * A gzip file is blocks one after the other (RFC 1951, RFC 1952). Each piece is blocks of its own that end on a whole byte and
 * refer to nothing before them; what is put between two pieces is a block that holds its bytes as they are.
 */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** Deflate, no name, no time, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** An empty block, marked as the last. */
const LAST_BLOCK = Buffer.from([1, 0, 0, 255, 255]);
const BLOCK_HEAD_BYTES = 5;
const TAIL_BYTES = 8;

export interface PackedPage {
  /** A gzip file of the pieces with `between` (ASCII, less than 64 KiB) in each place. */
  with(between: string): Buffer<ArrayBuffer>;
}

export async function packPage(texts: string[]): Promise<PackedPage> {
  const pieces = await Promise.all(
    texts.map(async (text) => {
      const content = Buffer.from(text);
      return { content, block: await deflate(content, { finishFlush: constants.Z_FULL_FLUSH }) };
    })
  );
  return {
    with(between) {
      const bytes = Buffer.from(between);
      const blocks: Buffer[] = [HEAD];
      let sum = 0;
      let length = 0;
      const add = (block: Buffer, content: Buffer) => {
        blocks.push(block);
        sum = crc32(content, sum);
        length += content.length;
      };
      for (const [at, { block, content }] of pieces.entries()) {
        if (at > 0) add(storedBlock(bytes), bytes);
        add(block, content);
      }
      return Buffer.concat([...blocks, LAST_BLOCK, tail(sum, length)]);
    }
  };
}

function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(BLOCK_HEAD_BYTES);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(0xff_ff - bytes.length, 3);
  return Buffer.concat([head, bytes]);
}

function tail(sum: number, length: number): Buffer {
  const bytes = Buffer.alloc(TAIL_BYTES);
  bytes.writeUInt32LE(sum, 0);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}
