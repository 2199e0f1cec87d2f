/** Two periods side by side, and what needs somebody's attention. */
import { defineModule } from '../../platform/module.ts';

export const reports = defineModule({ name: 'reports' });
