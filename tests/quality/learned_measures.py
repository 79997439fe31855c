"""Tells whether a learned choice among several phrases would say better what a figure counts than the rules do (docs/adr/0024): samples,
real reports (FAZHI_SHARED) and tests/readings/written, each document left out of the training in its turn. Takes some minutes.

    learned_measures.py [--margin LOGITS]
"""
import argparse, collections, os, re
import figures, logistic

LONGEST_CLAUSE, SHORT_MEASURE, LONGEST_GAP = 16, 6, 40
ROUNDS, PENALTY = 80, 4.0

def words():
    classes = collections.defaultdict(set)
    for line in open(os.path.join(figures.root, 'services/extraction/lexicon/phrase_words.txt'), encoding='utf-8'):
        if not line.startswith('#') and ': ' in line:
            name, listed = line.split(': ', 1)
            classes[name] |= set(listed.split())
    return classes

class Chooser:
    def __init__(self):
        classes = words()
        self.acts = {w for w in classes['act'] if len(w) > 1}
        self.longest = max(map(len, self.acts))
        self.ends = {name: tuple(classes[name]) for name in ('organ', 'person', 'body')}

    def act(self, phrase):
        """(begin, length) of the first act said in a phrase; behind its end when there is none."""
        for at in range(len(phrase)):
            for n in range(min(self.longest, len(phrase) - at), 1, -1):
                if phrase[at:at + n] in self.acts: return at, n
        return len(phrase), 0

    def candidates(self, measure, clauses, before):
        """(way, phrase), the rules' own first. `clauses` end at the figure; `before` is the measure of a figure near before it."""
        at, n = self.act(measure)
        verb = measure[:n] if at == 0 else ''
        own = re.sub('(分别|共|共计|均|达|为|达到|约|近)+$', '', clauses[-1])
        out = [('rules', measure)]
        if 0 < at < len(measure): out.append(('from_act', measure[at:]))
        if verb and n < len(measure): out.append(('without_act', measure[n:]))
        if n and 0 < at and at + n == len(measure): out.append(('before_act', measure[:at]))
        for way, last in (('behind_of', measure.rfind('的')), ('behind_list', max(measure.rfind('、'), measure.rfind('等')))):
            if 0 < last < len(measure) - 2: out.append((way, (verb if n <= last else '') + measure[last + 1:]))
        if 2 <= len(own) <= LONGEST_CLAUSE and not re.search(r'\d', own): out.append(('clause', own))
        if before:
            begin, length = self.act(before)
            noun = before[length:] if begin == 0 else before
            if noun and noun not in measure: out += [('with_noun_before', noun + measure), ('act_and_noun_before', verb + noun)]
        if len(clauses) > 1 and len(measure) <= SHORT_MEASURE:
            said = re.sub(r'^.*\d\D{0,2}', '', re.sub(r'[\d.%万亿余]+.{0,2}$', '', clauses[-2]))
            if 2 <= len(said) <= 10: out.append(('with_clause_before', said + measure))
        kept = out[:1]
        for way, phrase in out[1:]:
            if phrase and all(phrase != other for _, other in kept): kept.append((way, phrase))
        return kept

    def signs(self, way, phrase, observation):
        measure = observation.get('measure') or ''
        at, n = self.act(measure)
        out = ['always', way, f'{way} length {min(len(measure) // 3, 7)}', f'length {min(len(phrase) // 2, 10)}', f"{way} {observation['unit']}",
               f'{way} act {"first" if at == 0 and n else "inside" if n else "none"}', f"{way} {observation['kind']}"]
        out += [f'{way} who {name}' for name, ends in self.ends.items() if measure[:at].endswith(ends)]
        out += [f'ends {name}' for name, ends in self.ends.items() if phrase.endswith(ends)]
        out += [f'has {c}' for c in '的、等“《' if c in phrase]
        out += [f'{way} {field}' for field in ('part_of', 'indicator') if observation.get(field) is not None]
        return out

def lines(labelled, chooser):
    """(document, [(way, signs, right)]) of each figure that was read."""
    reading = figures.Reading(labelled)
    texts = {os.path.splitext(os.path.basename(f))[0]: open(f, encoding='utf-8', newline='').read() for f in labelled.files}
    for doc in sorted(reading.docs):
        read = sorted((o for o in reading.observations if o['doc'] == doc), key=lambda o: o['start'])
        before = {id(b): a['measure'] for a, b in zip(read, read[1:]) if b['start'] - a['end'] < LONGEST_GAP}
        for g, p in figures.scorer.pair([g for g in reading.gold if g['doc'] == doc], read):
            if (g or {}).get('optional') or not (g and p and figures.scorer.same_quantity(g, p)): continue
            left = re.sub(r'<[^>]*>|\s', '', texts[doc][max(0, p['start'] - 200):p['start']])
            told = chooser.candidates(p['measure'], re.split('[，,；;。：:]', left), before.get(id(p)))
            yield doc, [(way, chooser.signs(way, phrase, p), figures.scorer.char_f1(g['measure'], phrase) >= .6) for way, phrase in told]

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--margin', type=float, default=0, help='by how much another phrase must be surer than that of the rules')
    a = ap.parse_args()
    chooser = Chooser()
    sets = {'known': figures.together(figures.samples(), figures.seeds()), 'written': figures.readings('written')}
    read = {name: list(lines(labelled, chooser)) for name, labelled in sets.items()}
    every = [line for told in read.values() for line in told]
    chosen = {}
    for doc in sorted({doc for doc, _ in every}):
        weights = logistic.fit([(signs, right, 1.0) for d, told in every if d != doc for _, signs, right in told], PENALTY, ROUNDS)
        for at, (d, told) in enumerate(every):
            if d != doc: continue
            scores = [sum(weights.get(s, 0.0) for s in signs) - (a.margin if i else 0) for i, (_, signs, _) in enumerate(told)]
            chosen[at] = scores.index(max(scores))
    rows, at = [('right in what is counted', 'rules', 'learned', 'one of the candidates', 'chosen anew', 'figures')], 0
    for name, told in read.items():
        picks = [chosen[at + i] for i in range(len(told))]; at += len(told)
        share = lambda right: f'{sum(right) / len(told):.4f}'
        rows.append((name, share(c[0][2] for _, c in told), share(c[k][2] for (_, c), k in zip(told, picks)), share(any(x[2] for x in c) for _, c in told),
                     str(sum(k > 0 for k in picks)), str(len(told))))
    print(figures.columns(rows))

main()
