/** A bucket's failure in words for an operator: what was asked, what the server said, and what to do about it. */
import { UpstreamError } from '../../../platform/errors.ts';
import { regionNamedBy, wantsOtherRegion, type AddressRefusal } from './bucket-address.ts';

/** By the name that the server or the client gives the failure; the two groups of variables end alike. */
const remedies: Record<string, string> = {
  InvalidAccessKeyId: 'check …R2_ACCESS_KEY_ID',
  Unauthorized: 'check …R2_ACCESS_KEY_ID and …R2_SECRET_ACCESS_KEY',
  SignatureDoesNotMatch: 'check …R2_SECRET_ACCESS_KEY',
  AccessDenied: 'let the key list, read, write and delete objects of this bucket',
  NoSuchBucket: 'make the bucket, or check …R2_BUCKET_NAME and …R2_ENDPOINT',
  SecondLevelDomainForbidden: 'set …R2_ENDPOINT to the address that begins with the name of the bucket'
};
const OF_CLOCK = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);
const UNREACHED = 'try again when the bucket is back, or check …R2_ENDPOINT';
const NO_S3 = 'check …R2_ENDPOINT: what answers there does not speak S3';

/** What an error of the client says of addresses; null: nothing answered. */
export function refusalOf(error: unknown): AddressRefusal | null {
  const status = statusOf(error);
  if (!(error instanceof Error) || status === null) return null;
  return {
    name: error.name,
    status,
    message: error.message,
    region: headerOf(error, 'x-amz-bucket-region') ?? fieldOf(error, 'Region'),
    endpoint: fieldOf(error, 'Endpoint') ?? headerOf(error, 'location')
  };
}

/** `what`: the operation and its key, such as `get backups/…`. */
export function failureOf(what: string, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const status = statusOf(error);
  const remedy = remedyFor(error, status);
  const text = `${what}: ${textOf(error, status)}${remedy === null ? '' : ` (${remedy})`}`;
  return new UpstreamError('bucket', text, { cause: error });
}

function textOf(error: unknown, status: number | null): string {
  if (!(error instanceof Error)) return String(error);
  // The client's own words for an answer that names no reason.
  if (error.message === 'UnknownError') return `status ${status ?? 'unknown'} without a reason`;
  return `${error.name}: ${error.message}`;
}

function remedyFor(error: unknown, status: number | null): string | null {
  if (!(error instanceof Error)) return UNREACHED;
  if (OF_CLOCK.has(error.name)) return clockRemedy(error);
  if (remedies[error.name] !== undefined) return remedies[error.name] ?? null;
  const refusal = refusalOf(error);
  if (refusal === null) return UNREACHED;
  if (wantsOtherRegion(refusal)) {
    const region = regionNamedBy(refusal);
    const elsewhere = refusal.endpoint === null ? '' : `, and …R2_ENDPOINT to its address (${refusal.endpoint})`;
    return `set …R2_REGION to the region of the bucket${region === null ? '' : `, ${region}`}${elsewhere}`;
  }
  return error.message === 'UnknownError' && status !== 404 ? NO_S3 : null;
}

function clockRemedy(error: Error): string {
  const told = fieldOf(error, 'ServerTime') ?? headerOf(error, 'date') ?? '';
  const seconds = Math.round((Date.now() - Date.parse(told)) / 1000);
  if (Number.isNaN(seconds) || Math.abs(seconds) < 60) return "put this machine's clock right";
  const size = Math.abs(seconds);
  const [amount, unit] =
    size < 5_400 ? [size / 60, 'minutes'] : size < 129_600 ? [size / 3_600, 'hours'] : [size / 86_400, 'days'];
  return `put this machine's clock right: it is ${Math.round(amount)} ${unit} ${seconds > 0 ? 'ahead of' : 'behind'} the bucket's`;
}

function responseOf(error: unknown): { statusCode?: unknown; headers?: unknown } | null {
  if (!(error instanceof Error) || !('$response' in error)) return null;
  return typeof error.$response === 'object' ? error.$response : null;
}

/** null: no server answered. */
function statusOf(error: unknown): number | null {
  const status = responseOf(error)?.statusCode;
  return typeof status === 'number' ? status : null;
}

function headerOf(error: Error, name: string): string | null {
  const headers = responseOf(error)?.headers;
  const value = typeof headers === 'object' && headers !== null ? (headers as Record<string, unknown>)[name] : null;
  return typeof value === 'string' ? value : null;
}

/** A field of the error's XML. */
function fieldOf(error: Error, name: string): string | null {
  const value = (error as unknown as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
