/**
 * The order of files: what takes longest begins first, so that no worker ends with a long file while the other has none left.
 * Durations of earlier runs tell; a clean clone has none, and goes by kind, then by size.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const kinds = ['process', 'browser', 'store', 'story', 'unit'];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ project }: TestSpecification) => kinds.indexOf(project.name);
    // Workers that share a process keep it through the files of one kind.
    return sorted.sort((a, b) => placeOf(a) - placeOf(b));
  }
}
