/** Passports: why a figure has the value that it has. */
import { defineModule } from '../../platform/module.ts';
import { figureRoutes } from './routes.ts';

export const figures = defineModule({ name: 'figures', routes: figureRoutes });
