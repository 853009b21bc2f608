/** What axe finds. */
import axe from 'axe-core';

/** jsdom lays nothing out: contrast is checked on the tokens instead. */
export async function violations(container: Element): Promise<string[]> {
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
