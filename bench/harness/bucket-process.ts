/** An empty bucket on an S3 server in a process of its own, which is not part of what is measured. Prints its settings as JSON. */
import { startBucket } from '../../src/tests/support/bucket.ts';
import { endWithParent } from '../store/end-with-parent.ts';

endWithParent.start();
const bucket = await startBucket();
process.once('SIGTERM', () => void bucket.close().then(() => process.exit(0)));
console.log(JSON.stringify(bucket.settings));
