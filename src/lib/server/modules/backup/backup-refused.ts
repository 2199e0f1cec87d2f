/** A backup that is damaged, incomplete or of a kind we cannot read: it is named and left alone, nothing of it is stored. */
import { AppError } from '../../platform/errors.ts';

export class BackupRefused extends AppError {
  override name = 'BackupRefused';
  constructor(message: string, options?: ErrorOptions) {
    super(message, 'bad_request', false, options);
  }
}
