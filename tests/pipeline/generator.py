"""Reports in any number, made of the samples by a seed: other counties, years and figures. And what no stage can read."""
import datetime, io, json, pathlib, random, re, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = {'01_shaquan_2023.txt': ('沙泉县', 2023), '02_shaquan_2024.html': ('沙泉县', 2024), '03_shubei_2023.txt': ('疏北县', 2023),
           '04_shubei_2024.txt': ('疏北县', 2024), '05_yueling_2023.txt': ('月岭县', 2023), '06_yueling_2024.txt': ('月岭县', 2024),
           '07_yuhe_2024.html': ('虞河区', 2024)}
TYPES = {'.txt': 'text/plain; charset=utf-8', '.html': 'text/html; charset=utf-8'}
FIGURE = re.compile(r'(?<![\d.〔(（“,，年月-])(\d{2,4})(?=件|名|人次|场|部|项)')


def counties():
    """Codes and names of counties that there are now."""
    rows = []
    for line in (ROOT / 'services/ingestion/regions/regions.tsv').read_text(encoding='utf-8').splitlines()[1:]:
        code, name, _, kind, _, valid_to = line.split('\t')[:6]
        if len(code) == 6 and kind == 'division' and not valid_to and name[-1] in '县区市':
            rows.append((code, name))
    return rows


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.texts = {name: (ROOT / 'tests/samples' / name).read_text(encoding='utf-8') for name in SAMPLES}
        self.slots = [(code, name, year) for code, name in counties() for year in range(2019, 2025)]
        self.random.shuffle(self.slots)

    def report(self, code, county, year):
        """A report's text and its file's ending."""
        sample = self.random.choice(sorted(SAMPLES))
        old_county, old_year = SAMPLES[sample]
        text = self.texts[sample].replace(old_county, county).replace(old_county[:-1], county[:-1])
        shift = year - old_year
        text = re.sub(r'(?<!\d)20[12]\d(?!\d)', lambda match: str(int(match[0]) + shift), text)
        text = FIGURE.sub(lambda match: str(self.random.randrange(10 ** (len(match[1]) - 1), 10 ** len(match[1]))), text)
        return text, pathlib.Path(sample).suffix

    def documents(self, count):
        """`count` documents as a crawler has them, {url, fetched_at, content_type, bytes}, in a mixed order: every 10th is fetched twice,
        every 50th again with a changed text, every 100th changed and then as it was."""
        made = []
        number = 0
        fetched = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
        while len(made) < count:
            code, county, year = self.slots[number % len(self.slots)]
            url = f'https://www.example.gov.cn/{code}/{year}/report.html'
            text, ending = self.report(code, county, year)
            versions = [text]
            if number % 10 == 0:
                versions.append(text)
            if number % 50 == 0:
                versions.append(FIGURE.sub(lambda match: str(int(match[1]) + 1), text))
            if number % 100 == 0:
                versions.append(text)
            for version in versions:
                fetched += datetime.timedelta(minutes=7)
                made.append({'url': url, 'fetched_at': fetched.strftime('%Y-%m-%dT%H:%M:%SZ'), 'content_type': TYPES[ending],
                             'bytes': version.encode('utf-8'), 'ending': ending})
            number += 1
        made = made[:count]
        self.random.shuffle(made)
        return made


def write(documents, folder, chunks):
    """Writes them into `folder`/documents/chunk-N/, and beside it a manifest for each chunk and one for all; gives each chunk's folder
    and manifest."""
    manifests = folder / 'manifests'
    manifests.mkdir(parents=True)
    made = []
    lines = []
    for chunk in range(chunks):
        below = folder / 'documents' / f'chunk-{chunk:03}'
        below.mkdir(parents=True)
        own = []
        for number, document in enumerate(documents[chunk::chunks]):
            file = below / f'{number:05}{document["ending"]}'
            file.write_bytes(document['bytes'])
            own.append({'file': str(file), **{name: document[name] for name in ('url', 'fetched_at', 'content_type')}})
        manifest = manifests / f'chunk-{chunk:03}.jsonl'
        manifest.write_text(''.join(json.dumps(line) + '\n' for line in own))
        lines += own
        made.append((below, manifest))
    (manifests / 'all.jsonl').write_text(''.join(json.dumps(line) + '\n' for line in lines))
    return made


def endless_pdf(levels=12, times=10):
    """A page that draws a form ten times that draws a form ten times …: ten to the eleventh lines of text, which no parser comes to an end of."""
    def stream(entries, data):
        return b'<<' + entries + b'/Length %d>>stream\n' % len(data) + data + b'\nendstream'
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
               b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>',
               b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>', stream(b'', b'/X Do')]
    for level in range(levels):
        last = level == levels - 1
        uses = b'/Font<</F 4 0 R>>' if last else b'/XObject<</X %d 0 R>>' % (7 + level)
        objects.append(stream(b'/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<' + uses + b'>>',
                              b'BT /F 9 Tf 9 9 Td (2024) Tj ET' if last else b'/X Do ' * times))
    pdf = b'%PDF-1.4\n'
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b'%d 0 obj\n' % number + content + b'\nendobj\n'
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    size = len(places) + 1
    return (pdf + b'xref\n0 %d\n0000000000 65535 f \n' % size + table +
            b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (size, len(pdf)))


def poison():
    """Records that no stage can use: name, value, headers, the reason that each is refused for."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('[Content_Types].xml', '<Types/>')
        archive.writestr('word/document.xml', b'<w:t>' + b' ' * 400_000_000)
    garbage = random.Random(1).randbytes(5000)
    return [
        ('garbage', garbage, [], 'BINARY'),
        ('wrong-type', b'%PDF-1.4\n' + garbage, [('content-type', 'text/html')], 'BROKEN_PDF'),
        ('truncated', b'\x0a\x50https://www.example.gov.cn/', [('content-type', 'application/protobuf')], 'BAD_MESSAGE'),
        ('unknown', b'\x0a\x01x', [('ce_type', 'fazhi.v1.Aggregate')], 'UNKNOWN_MESSAGE'),
        ('no-zip', b'PK\x03\x04' + garbage, [], 'TRUNCATED_ARCHIVE'),
        ('nested', b'<html><body>' + b'<div>' * 100_000 + '2024年法治政府建设年度报告'.encode(), [('content-type', 'text/html')], 'TOO_DEEP'),
        ('bomb', bomb.getvalue(), [], 'DOCX_BOMB'),
        ('structured', b'{}', [('content-type', 'application/cloudevents+json')], 'NOT_BINARY_MODE'),
        ('bad-time', b'page', [('ce_time', 'yesterday')], 'BAD_TIME'),
        ('kills-parser', endless_pdf(), [], 'PARSER_TIMEOUT'),
        ('empty', b'', [], 'EMPTY'),
        ('zero', '某县2024年法治政府建设年度报告\0\n一、主要做法\n办理案件97件。\0\n'.encode(), [], None),  # read or refused, as locally
    ]
