import { describe, expect, it } from 'vitest';
import { readSelection, selectRepos } from './selection.ts';

const repos = [
  { image: 'itzg/minecraft-server:latest', label: 'Minecraft', slug: 'minecraft', category: 'gaming' },
  { image: 'Someone/NGINX:1', label: 'Nginx', slug: 'nginx', category: 'other' },
  { image: 'runonflux/wp-nginx:latest', label: 'WordPress', slug: 'wordpress', category: 'wordpress' },
  { image: 'not/sorted:1', label: null, slug: null, category: null }
] as const;

describe(selectRepos, () => {
  it('finds a part of image or label, in whatever case', () => {
    expect(imagesOf('search=nginx')).toEqual(['Someone/NGINX:1', 'runonflux/wp-nginx:latest']);
    expect(imagesOf('search=WORDpress')).toEqual(['runonflux/wp-nginx:latest']);
  });
  it('does not join image and label to something that neither says', () => {
    expect(imagesOf('search=1nginx')).toEqual([]);
  });
  it('keeps to category and product; what is in no category is in none of them', () => {
    expect(imagesOf('category=other')).toEqual(['Someone/NGINX:1']);
    expect(imagesOf('product=minecraft')).toEqual(['itzg/minecraft-server:latest']);
    expect(imagesOf('')).toHaveLength(4);
  });
  it('shows a hundred at a time and counts all', () => {
    const many = Array.from({ length: 201 }, (_, at) => ({ image: `i${at}`, label: null, slug: null, category: null }));
    const { rows, found, totalPages } = selectRepos(many, readSelection(new URLSearchParams('page=3')));
    expect([rows.map(({ image }) => image), found, totalPages]).toEqual([['i200'], 201, 3]);
  });
});

function imagesOf(query: string): string[] {
  return selectRepos(repos, readSelection(new URLSearchParams(query))).rows.map(({ image }) => image);
}
