// The licences of everything a Debrief installer for one target carries, as one text on standard output:
//
//   node licences.mjs TARGET-TRIPLE
//
// First a list of every part with its licence, then each text once, with the parts it came with. Parts are the crates
// the two programs depend on, the npm packages in the window, the models and the typefaces. A part that brings no text
// of its own gets the standard one of its licence; one for which there is none ends the script, by name.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const A_TEXT = /^(licen[cs]e|copying|copyright|notice|patents|unlicen[cs]e|ofl)/i;
const NOT_A_TEXT = /\.(rs|c|h|cpp|py|js|ts|toml|json|cmake|png|svg|html)$/i;
const DEPTH = 4; // whisper.cpp, Opus and D-Bus lie inside crates, with texts of their own

const REDISTRIBUTION = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
`;
const DISCLAIMER = `
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`;
const NAMES = `
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
   products derived from this software without specific prior written permission.
`;

const read = (path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();
/** Two texts that differ in nothing but how their lines are broken are one. */
const gist = (text) => text.replaceAll(/\s+/g, ' ');

/** What a licence says where a package only names it; the copyright line is the package's authors. */
function standards(texts) {
  const found = (start) => texts.find((text) => gist(text).startsWith(start));
  const mit = read(join(checkout, 'LICENSE-MIT')).split('\n').filter((line) => !/^copyright/i.test(line)).join('\n');
  return new Map([
    ['MIT', mit],
    ['Apache-2.0', read(join(checkout, 'LICENSE-APACHE'))],
    ['BSD-2-Clause', REDISTRIBUTION + DISCLAIMER],
    ['BSD-3-Clause', REDISTRIBUTION + NAMES + DISCLAIMER],
    ['MPL-2.0', found('Mozilla Public License Version 2.0')],
  ]);
}

/** The licence texts that lie in a package's folder. */
function textsIn(folder, depth = DEPTH) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 && entry.name !== 'node_modules' ? textsIn(path, depth - 1) : [];
    const named = A_TEXT.test(entry.name) || /[/\\]licenses$/i.test(folder);
    return entry.isFile() && named && !NOT_A_TEXT.test(entry.name) ? [read(path)] : [];
  });
}

/** The crates the programs are made of on a target: dependencies of dependencies too, but none for building or testing. */
function crates(target) {
  const command = ['metadata', '--locked', '--offline', '--format-version=1', `--filter-platform=${target}`];
  const options = { cwd: checkout, maxBuffer: 2 ** 28, encoding: 'utf8' };
  const metadata = JSON.parse(execFileSync('cargo', command, options));
  const packages = new Map(metadata.packages.map((found) => [found.id, found]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node.deps]));
  const wanted = new Set(
    metadata.packages.filter(({ name, source }) => !source && ['debrief-app', 'cli'].includes(name)).map(({ id }) => id),
  );
  for (const id of wanted) {
    for (const dependency of nodes.get(id)) {
      if (dependency.dep_kinds.some(({ kind }) => kind === null)) wanted.add(dependency.pkg);
    }
  }
  return [...wanted]
    .map((id) => packages.get(id))
    .filter(({ source }) => source)
    .map((found) => ({
      name: `${found.name} ${found.version}`,
      from: 'crates.io',
      licence: found.license ?? `see ${found.license_file}`,
      authors: found.authors,
      texts: textsIn(dirname(found.manifest_path)),
    }));
}

/** The npm packages of the window. */
function scripts() {
  const { packages } = JSON.parse(read(join(checkout, 'ui/package-lock.json')));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version, license }]) => ({
      name: `${path.replace(/^.*node_modules\//, '')} ${version}`,
      from: 'npm',
      licence: license,
      authors: [],
      texts: textsIn(join(checkout, 'ui', path), 0),
    }));
}

/** What lies in the checkout itself. */
function others() {
  const part = (name, licence, ...path) => ({
    name,
    from: 'in the checkout',
    licence,
    authors: [],
    texts: [read(join(checkout, ...path))],
  });
  return [
    part('Whisper tiny.en (speech model)', 'MIT', 'models/licences/whisper-MIT.txt'),
    part('Silero VAD (voice activity)', 'MIT', 'models/licences/silero-MIT.txt'),
    part('all-MiniLM-L6-v2 (sentence model)', 'Apache-2.0', 'models/licences/all-MiniLM-L6-v2-APACHE-2.0.txt'),
    part('Noto Sans, Noto Serif (typefaces)', 'OFL-1.1', 'src-tauri/crates/report/fonts/OFL.txt'),
  ];
}

/** Gives each part without a text the standard text of the first of its licences that has one. */
function complete(parts) {
  const standard = standards(parts.flatMap(({ texts }) => texts));
  const without = parts.filter(({ texts }) => texts.length === 0);
  for (const part of without) {
    const text = part.licence.split(/[^\w.+-]+/).map((id) => standard.get(id)).find(Boolean);
    const copyright = part.authors.length > 0 ? `Copyright (c) ${part.authors.join(', ')}\n\n` : '';
    if (text) part.texts = [copyright + text];
  }
  const unknown = parts.filter(({ texts }) => texts.length === 0).map(({ name, licence }) => `${name} (${licence})`);
  if (unknown.length > 0) throw new Error(`no licence text comes with ${unknown.join(', ')}: add the standard one here`);
}

function print(parts) {
  const known = new Map();
  for (const { name, texts } of parts) {
    for (const text of texts) {
      const same = known.get(gist(text)) ?? { text, names: new Set() };
      same.names.add(name);
      known.set(gist(text), same);
    }
  }
  const rule = '='.repeat(100);
  const list = parts.map(({ name, licence, from }) => `  ${name} (${from}): ${licence}`);
  const texts = [...known.values()].map(({ text, names }) => `${rule}\n${[...names].join(', ')}\n${rule}\n\n${text}\n`);
  const title = `The works of others in Debrief, and their licences: ${parts.length} parts, ${known.size} texts.`;
  process.stdout.write(`${title}\n\n${list.join('\n')}\n\n${texts.join('\n')}`);
}

const target = process.argv[2];
if (!target) throw new Error(`which target? ${relative(process.cwd(), process.argv[1])} TARGET-TRIPLE`);
const parts = [...crates(target), ...scripts(), ...others()].sort((a, b) => (a.name < b.name ? -1 : 1));
complete(parts);
print(parts);
