import { build, type Rolldown } from 'vite';
import { expect, it, vi } from 'vitest';

it('a_release_holds_no_mock_and_nothing_the_content_policy_forbids', { timeout: 120_000 }, async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const built = (await build({ logLevel: 'error', build: { write: false } })) as Rolldown.RolldownOutput;
  vi.unstubAllEnvs();
  const sourceOf = (file: (typeof built.output)[number]) =>
    file.type === 'chunk' ? file.code : typeof file.source === 'string' ? file.source : '';
  const text = built.output.map(sourceOf).join('\n');
  const html = built.output.filter((file) => file.fileName.endsWith('.html')).map(sourceOf);

  expect(built.output.filter((file) => file.fileName.includes('mock'))).toEqual([]);
  expect(text).not.toContain('take-7');
  expect(text).not.toMatch(/\beval\(|new Function\(/);
  // The page of parts comes only when it is asked for: nobody waits for it at the start.
  const entry = built.output.find((file) => file.type === 'chunk' && file.isEntry);
  expect(text).toContain('A page of parts');
  expect(entry && sourceOf(entry)).not.toContain('A page of parts');
  expect(html).toHaveLength(1);
  expect(html[0]).not.toMatch(/<style|\sstyle=|<script>|data:/);
});
