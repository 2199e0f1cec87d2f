/** What an administrator does: signs in, starts jobs, reads the record of administrative calls. */
import { defineModule } from '../../platform/module.ts';
import { adminRoutes } from './routes.ts';

export { createAuditRecord } from './audit.ts';

export const admin = defineModule({ name: 'admin', routes: adminRoutes });
