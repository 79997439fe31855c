"""Tells whether a learned linker would beat the rules: a linear scorer of (observation, indicator) pairs, trained by logistic regression
on some documents and tried on others, beside the rules' links on the same readings of the same documents.

    learned_linking.py                                               samples and real reports, each left out in its turn
    learned_linking.py --gold G.jsonl --documents FOLDER …           trained on those, tried on these
    learned_linking.py --train FOLDER --gold …                       trained on that folder's as well
    learned_linking.py --catalog FOLDER                              the catalog's files, where not services/catalog/data
"""
import argparse, collections, glob, html, os, re, sys
import figures, logistic

MOST_CANDIDATES = 8

def pairs_of(text):
    return {text[i:i + 2] for i in range(len(text) - 1)}

def catalog(folder):
    out = []
    for path in sorted(glob.glob(os.path.join(folder, '*.textproto'))):
        for block in open(path, encoding='utf-8').read().split('\nindicators {')[1:]:
            values = lambda field: re.findall(rf'^  {field}: "([^"]*)"', block, re.M)
            aliases = [(text, bool(weak), re.findall('topic: "([^"]*)"', rest)) for text, weak, rest in re.findall(r'aliases \{ text: "([^"]*)"( weak: true)?([^}]*)', block)]
            words = values('zh_name') + [text for text, *_ in aliases]
            out.append({'id': values('id')[0], 'own': set(values('unit')), 'same': set(values('same_units')), 'apart': set(values('apart_units')), 'aliases': aliases,
                        'required': values('required_context'), 'forbidden': values('forbidden_context'), 'pairs': set().union(*map(pairs_of, words))})
    spread = collections.Counter(pair for indicator in out for pair in indicator['pairs'])
    return out, spread

def bin_of(name, share):
    return [f'{name} {step}' for step in (.01, .25, .5, .75, .99) if share >= step] or [f'{name} 0']

def holds(text, alias):  # where the words of an alias stand in a text, one behind the other
    at = 0
    for word in alias.split('…'):
        at = text.find(word, at)
        if at < 0: return False
        at += len(word)
    return True

def signs(o, indicator, spread):
    measure, near = o['measure'], o['near']
    unit = next((name for name in ('own', 'same', 'apart') if o['unit'] in indicator[name]), None)
    strong = max((len(t) for t, weak, _ in indicator['aliases'] if not weak and holds(measure, t)), default=0)
    weak = [(len(t), topics) for t, weak, topics in indicator['aliases'] if weak and holds(measure, t)]
    out = ['always', f'unit {unit}', f'status {o["status"]}']
    if strong: out += ['strong', *bin_of('strong share', strong / len(measure))]
    if weak:
        out += ['weak', *bin_of('weak share', max(n for n, _ in weak) / len(measure))]
        topics = {t for _, ts in weak for t in ts}
        out += [f'topic in {place}' for place, text in (('measure', measure), ('sentence', near), ('heading', o['heading'])) if any(t in text for t in topics)]
    weight = lambda pairs: sum(1 / (1 + spread[p]) for p in pairs)
    own = pairs_of(measure)
    out += bin_of('of measure', len(own & indicator['pairs']) / max(len(own), 1)) + bin_of('rare of measure', weight(own & indicator['pairs']) / max(weight(own), 1e-9))
    best = max((len(own & pairs_of(t)) / max(len(pairs_of(t)), 1) for t, *_ in indicator['aliases']), default=0)
    out += bin_of('of an alias', best)
    around = pairs_of(near)
    out += bin_of('of an alias nearby', max((len(around & pairs_of(t)) / max(len(pairs_of(t)), 1) for t, *_ in indicator['aliases']), default=0))
    if indicator['required']: out.append('required there' if any(w in measure + near for w in indicator['required']) else 'required missing')
    if any(w in measure for w in indicator['forbidden']): out.append('forbidden')
    if o['part_of'] is not None: out.append('part')
    if len(measure) > 12: out.append('long')
    return out

def candidates(o, indicators, spread):
    if o['kind'] == 'change' or not o['measure']: return []
    own = pairs_of(o['measure'])
    found = [(sum(1 / spread[p] for p in own & i['pairs']), n) for n, i in enumerate(indicators) if o['unit'] in i['own'] | i['same'] | i['apart']]
    return [indicators[n] for share, n in sorted(found, key=lambda x: (-x[0], x[1]))[:MOST_CANDIDATES] if share > 0]

def prepare(labelled, fazhi, indicators, spread):
    """(observation, gold, [(indicator id, signs)]) of each document."""
    reading = figures.Reading(figures.Labelled(labelled.files, labelled.gold, []), fazhi)
    texts = {os.path.splitext(os.path.basename(f))[0]: open(f, encoding='utf-8', newline='').read() for f in labelled.files}
    out = collections.defaultdict(list)
    for doc in sorted(reading.docs):
        for g, o in figures.scorer.pair([g for g in reading.gold if g['doc'] == doc], [o for o in reading.observations if o['doc'] == doc]):
            if o is None or (g or {}).get('optional'):
                if not (g or {}).get('optional'): out[doc].append((None, g, []))
                continue
            around = html.unescape(re.sub(r'<[^>]*>|\s', '', texts[doc][max(0, o['start'] - 120):o['end']]))
            o['near'], o['heading'] = around.rsplit('。', 1)[-1], ''.join(o['headings'])
            out[doc].append((o, g, [(i['id'], signs(o, i, spread)) for i in candidates(o, indicators, spread)]))
    return out

def train(documents):
    rows = []
    for lines in documents:
        for o, g, found in lines:
            if o: rows += [(s, g is not None and g.get('indicator') == name, 1.0) for name, s in found]
    weights = logistic.fit(rows, rounds=80)
    return weights, max((f1(count([choose(lines, weights, t) for lines in documents])), t) for t in (.2, .25, .3, .35, .4, .45, .5, .55, .6))[1]

def choose(lines, weights, threshold):
    """(gold, right quantity, chosen) of each line; an indicator has one value of a status and time."""
    chosen, best = [], {}
    for o, g, found in lines:
        name, sure = None, 0.0
        for candidate, s in found:
            p = logistic.probability(weights, s)
            if p >= threshold and p > sure: name, sure = candidate, p
        chosen.append(name)
        if name:
            key = (name, o['status'], o['period'])
            if sure > best.get(key, (0.0, 0.0))[0]: best[key] = (sure, o['value'])
    return [(g, bool(o and g) and figures.scorer.same_quantity(g, o), name if name and best[name, o['status'], o['period']][1] == o['value'] else None)
            for (o, g, _), name in zip(lines, chosen)]

def by_rules(lines):
    return [(g, bool(o and g) and figures.scorer.same_quantity(g, o), o and o['indicator']) for o, g, _ in lines]

def count(documents):  # (right, given, gold)
    every = [line for lines in documents for line in lines]
    return (sum(1 for g, ok, name in every if ok and name and g.get('indicator') == name), sum(1 for *_, name in every if name), sum(1 for g, *_ in every if g and g.get('indicator')))

def f1(counts):
    right, given, gold = counts
    return 2 * right / max(given + gold, 1)

def say(name, counts):
    right, given, gold = counts
    print(f'{name:8} P {right / max(given, 1):.3f}  R {right / max(gold, 1):.3f}  F1 {f1(counts):.3f}  ({right} right of {given} given, {gold} gold)')

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--gold', action='append', default=[])
    ap.add_argument('--documents', action='append', default=[])
    ap.add_argument('--train', action='append', default=[])
    ap.add_argument('--catalog', default=os.path.join(figures.root, 'services/catalog/data'))
    ap.add_argument('--fazhi', default=figures.built)
    a = ap.parse_args()
    indicators, spread = catalog(a.catalog)
    known = prepare(figures.together(figures.samples(), figures.seeds()), a.fazhi, indicators, spread)
    if not a.gold:
        learned = []
        for doc, lines in known.items():
            weights, threshold = train([other for name, other in known.items() if name != doc])
            learned.append(choose(lines, weights, threshold))
        print(f'{len(known)} documents, each left out of the training in its turn (no document was kept from the rules)')
        say('learned', count(learned)); say('rules', count(map(by_rules, known.values())))
        return
    def read(folder, gold):
        files = sorted(f for f in glob.glob(os.path.join(folder, '*')) if f.endswith(('.txt', '.html')))
        return prepare(figures.Labelled(files, gold.split(','), []), a.fazhi, indicators, spread)

    for folder in a.train: known.update(read(folder, os.path.join(folder, 'gold.jsonl')))
    weights, threshold = train(list(known.values()))
    tried = {}
    for gold, folder in zip(a.gold, a.documents): tried.update(read(folder, gold))
    print(f'{len(tried)} documents, none of them in the training')
    say('learned', count([choose(lines, weights, threshold) for lines in tried.values()])); say('rules', count(map(by_rules, tried.values())))

main()
