"""What tests and tools measure of the readings: the tool run over labelled documents, scored by `score` and `score-documents`."""
import bisect, collections, glob, importlib.machinery, importlib.util, json, os, subprocess, tempfile

here = os.path.dirname(os.path.abspath(__file__))
root = os.environ.get('FAZHI_SOURCE_DIR') or os.path.dirname(os.path.dirname(here))
shared = os.environ.get('FAZHI_SHARED') or os.path.join(root, '../shared')
built = os.environ.get('FAZHI_BINARY') or os.path.join(root, 'build/default/tools/cli/fazhi')

def script(name):  # a scorer as a module: scripts have no ending
    loader = importlib.machinery.SourceFileLoader(name.replace('-', '_'), os.path.join(here, name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module

scorer, document_scorer = script('score'), script('score-documents')

# What is asked at the least: (figure, part of it, minimum); for metadata the greatest number of wrong fields.
ASKED = (('quantity', 'precision', .985), ('quantity', 'recall', .985), ('grounded', 'f1', .965), ('period', 'f1', .95),
         ('measure', 'f1', .86), ('indicator', 'precision', .95), ('indicator', 'recall', .90), ('cell', 'precision', .95),
         ('cell', 'recall', .90), ('scope', 'recall', .90), ('relation', 'f1', .88), ('sections', 'f1', .98),
         ('body', '', 1.0), ('roles', '', 1.0), ('confident', 'right', .97), ('confident', 'share', .60))
WRONG_METADATA = 2
CONFIDENT = .9

Labelled = collections.namedtuple('Labelled', 'files gold documents')

def samples():
    folder = os.path.join(root, 'tests/samples')
    files = sorted(glob.glob(os.path.join(folder, '*.txt')) + glob.glob(os.path.join(folder, '*.html')))
    return Labelled(files, [os.path.join(folder, 'gold.jsonl')], [os.path.join(folder, 'documents.jsonl')])

def seeds():
    """The real reports of ../shared; without them no files."""
    files = sorted(glob.glob(os.path.join(shared, 'seeds/*')))
    gold = [os.path.join(shared, 'gold', os.path.splitext(os.path.basename(f))[0] + '.jsonl') for f in files]
    return Labelled(files, gold, [os.path.join(shared, 'gold/documents.jsonl')] if files else [])

def readings(folder):
    """Reports by people who had not seen the rules: `written`, whose misses showed classes of failure since, `heldout`, and `otherwords`."""
    folder = os.path.join(root, 'tests/readings', folder)
    files = sorted(f for f in glob.glob(os.path.join(folder, '*')) if not f.endswith('.jsonl'))
    return Labelled(files, [os.path.join(folder, 'gold.jsonl')], [os.path.join(folder, 'documents.jsonl')])

def validation():
    folder = os.path.join(root, 'tests/validation')
    files = sorted(glob.glob(os.path.join(folder, '*.txt')))
    return Labelled(files, [os.path.join(folder, 'validation.jsonl')], [os.path.join(folder, 'validation-documents.jsonl')])

def together(*sets):
    return Labelled(*(sum(lists, []) for lists in zip(*sets)))

def read(command, files, fazhi=built, *options):
    """The lines that the command-line tool prints of the files."""
    with tempfile.TemporaryFile() as out:
        subprocess.run([fazhi, command, *files, '--format=jsonl', *options], stdout=out, check=True)
        out.seek(0)
        return [json.loads(line) for line in out if line.strip()]

class Reading:
    """What was read of labelled documents, beside their gold."""

    def __init__(self, labelled, fazhi=built):
        self.gold = scorer.load(','.join(labelled.gold))
        self.observations = read('extract', labelled.files, fazhi, '--explain')
        self.docs = {g['doc'] for g in self.gold}
        self.figures, self.wrong = scorer.compare(self.gold, self.observations, self.docs)
        self.wrong_documents = []
        if labelled.documents:
            gold = document_scorer.load(','.join(labelled.documents))
            gold = {doc: line for doc, line in gold.items() if doc in self.docs}
            documents, self.wrong_documents = document_scorer.compare(gold, {d['doc']: d for d in read('inspect', labelled.files, fazhi)})
            counts = documents.pop('counts')
            self.figures.update(documents)
            for name, (right, of) in counts.items():
                self.figures[name] = {'': right / max(of, 1), 'right': right, 'of': of}
        self.judged = [(p, whole(g, p)) for doc in sorted(self.docs)
                       for g, p in scorer.pair([g for g in self.gold if g['doc'] == doc], [p for p in self.observations if p['doc'] == doc])
                       if p and not (g or {}).get('optional')]
        sure = [right for p, right in self.judged if p['confidence'] >= CONFIDENT]
        self.figures['confident'] = {'right': sum(sure) / max(len(sure), 1), 'share': len(sure) / max(len(self.judged), 1),
                                     'n': {'right': (sum(sure), len(sure)), 'share': (len(sure), len(self.judged))}}

    def value(self, figure, part):
        return self.figures[figure][part]

    def count(self, figure, part):
        """(n, m) of `n of m`; for an F1 the right ones and the mean of what was printed and what was read."""
        f = self.figures[figure]
        if 'n' in f: return f['n'][part]
        if 'of' in f: return f['right'], f['of']
        return f['right'], {'precision': f['predicted'], 'recall': f['gold']}.get(part, (f['predicted'] + f['gold']) / 2)

    def asked(self):
        """(name, reached, minimum, n, m) of each figure that is asked for and can be told."""
        for figure, part, least in ASKED:
            if figure in self.figures:
                yield f'{figure} {part}'.strip(), self.value(figure, part), least, *self.count(figure, part)

    def shares(self):
        """(name, reached, of how many) of what is asked for, and of the fields and findings of documents, the fields right."""
        for name, reached, _, _, m in self.asked():
            yield name, reached, m
        if 'metadata' in self.figures:
            f = self.figures['metadata']
            yield 'metadata right', f['right'] / f['of'], f['of']
            f = self.figures['findings']
            for part, m in (('precision', 'predicted'), ('recall', 'gold')):
                if f[m]: yield f'findings {part}', f[part], f[m]

    def reliability(self, edges=(0, .3, .5, .7, .8, .9, .95, 1.01)):
        """(from, to, observations, right) of each bin of confidence."""
        bins = [[low, high, 0, 0] for low, high in zip(edges, edges[1:])]
        for p, right in self.judged:
            b = bins[bisect.bisect_right(edges, p['confidence']) - 1]
            b[2] += 1; b[3] += right
        return bins

    def misses(self):
        """Pairs that are wrong, the worst first: those with the most figures wrong, the surest of them first."""
        wrong = {}
        for doc, figure, g, p in self.wrong:
            wrong.setdefault((doc, id(g), id(p)), (doc, [], g, p))[1].append(figure)
        return sorted(wrong.values(), key=lambda w: (-len(w[1]), -((w[3] or {}).get('confidence') or 0), w[0]))

def whole(g, p):
    """Whether a reading is right in quantity, grounding and indicator, no indicator where there is none included."""
    return scorer.verdicts(g, p)['grounded'] and (g.get('indicator') or None) == (p.get('indicator') or None)

def peers(observations):
    """(name, figures) of ours and of what others found in the seeds: values alone, then value and unit."""
    gold = scorer.load(','.join(seeds().gold))
    found = {'fazhi': observations}
    for path in sorted(glob.glob(os.path.join(shared, 'peers/*.jsonl'))):
        found[os.path.splitext(os.path.basename(path))[0]] = scorer.load(path)
    for name, rows in found.items():
        right = predicted = units = 0
        required = [g for g in gold if not g.get('optional')]
        for doc in {g['doc'] for g in gold}:
            for g, p in scorer.pair([g for g in gold if g['doc'] == doc], [p for p in rows if p['doc'] == doc]):
                if (g or {}).get('optional'): continue
                predicted += p is not None
                right += bool(g and p) and scorer.close(g['value'], p.get('value'))
        strict = scorer.compare(gold, rows)[0]['quantity']
        yield name, {'found': right / len(required), 'precise': right / predicted, 'right': right, 'gold': len(required), 'predicted': predicted, 'strict': strict['f1']}

FEW = 50  # below this many cases a share says little, so it is marked

def columns(rows):
    """Rows as lines, the first cell of each to the left and the last to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return '\n'.join('  '.join([*(cell.ljust(w) for cell, w in zip(row[:-1], widths)), row[-1].rjust(widths[-1])]) for row in rows)

def beside(sets):
    """What is reached on each of several sets, (name, reading), in a column; `few` as in table()."""
    rows = [('figure', *(name for name, _ in sets))]
    cells = [{name: f'{reached:.3f}{" few" if m < FEW else ""}' for name, reached, m in reading.shares()} for _, reading in sets]
    rows += [(figure, *(column.get(figure, '') for column in cells)) for figure in cells[0]]
    rows.append(('lines', *(str(len(reading.judged)) for _, reading in sets)))
    return columns(rows)

def table(reading):
    """Each figure, what is asked, what is reached, and its count; BELOW and ABOVE mark what misses its mark."""
    rows = [('figure', 'asked', 'reached', 'n of m')]
    for name, reached, least, n, m in reading.asked():
        rows.append((name, f'{least:.3f}', f'{reached:.3f}{" few" if m < FEW else ""}{"" if reached >= least else " BELOW"}', f'{n} of {m:g}'))
    if 'metadata' in reading.figures:
        f = reading.figures['metadata']
        wrong = f['of'] - f['right']
        rows.append(('metadata wrong', f'<= {WRONG_METADATA}', f'{wrong}{"" if wrong <= WRONG_METADATA else " ABOVE"}', f"{wrong} of {f['of']}"))
        f = reading.figures['findings']
        for part, m in (('precision', 'predicted'), ('recall', 'gold')):
            rows.append((f'findings {part}', '', f'{f[part]:.3f}{" few" if f[m] < FEW else ""}', f"{f['right']} of {f[m]}"))
    return columns(rows)
