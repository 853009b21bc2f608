/** What holds for every file of the window. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';

const files = ['src', 'src/components', 'src/screens'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => `${folder}/${name}`),
);

it.each(files)('%s_can_be_read_at_a_glance', (file) => {
  expect(readFileSync(file, 'utf8').split('\n').length, 'split it by what its parts mean').toBeLessThan(201);
});

it.each(files)('%s_takes_its_colours_from_the_tokens', (file) => {
  const [, style = ''] = readFileSync(file, 'utf8').split('<style>');
  expect(style).not.toMatch(/#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(/);
});

it('the_pictures_of_the_readme_are_there_and_weigh_little', () => {
  const named = readFileSync('../README.md', 'utf8').match(/ui\/docs\/screens\/[\w-]+\.png/g) ?? [];
  const sizes = named.map((path) => statSync(`../${path}`).size);
  expect(named.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});
