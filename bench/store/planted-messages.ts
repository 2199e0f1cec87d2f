/**
 * Gives every payment of a planted database its message: argv = database file. An app's first is its registration. What the
 * projector of subscriptions would make of them is the matter of another group, so none of it is left to be done.
 */
import Database from 'better-sqlite3';
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';

endWithParent.start();
const [path = ''] = process.argv.slice(2);
const { store } = await openBenchStore(path);
await store.close();
const startedAt = performance.now();
const db = new Database(path);
const components = JSON.stringify([{ name: 'main', repotag: 'library/nginx:latest', cpu: 1, ramMb: 1000, hddGb: 10 }]);
const add = db.prepare(
  `INSERT INTO app_messages (hash, type, txid, height, value_sat, timestamp_ms, app_name, owner, spec_version, components,
     instances, expire, end_time, geolocation, is_encrypted)
   SELECT message_hash, CASE WHEN place = 1 THEN 'register' ELSE 'update' END, txid, block_height, amount_sat,
          block_time * 1000, app_name, from_address, 7, ?, 3, CASE WHEN block_height < 2020000 THEN 22000 ELSE 88000 END,
          NULL, '[]', block_height % 4 = 0
   FROM (
     SELECT *, ROW_NUMBER() OVER (PARTITION BY app_name ORDER BY block_height, txid) AS place
     FROM revenue_transactions
     WHERE message_hash IS NOT NULL AND app_name IS NOT NULL
   )
   WHERE TRUE
   ON CONFLICT (hash) DO NOTHING`
);
const { changes } = add.run(components);
db.exec('DELETE FROM subscription_changes');
db.exec(`INSERT INTO subscription_start (name) VALUES ('projector') ON CONFLICT (name) DO NOTHING`);
db.close();
endWithParent.stop();
console.log(JSON.stringify({ messages: changes, ms: performance.now() - startedAt }));
