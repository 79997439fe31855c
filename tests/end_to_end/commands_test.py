"""The commands of the tool, as a person types them."""
import csv, io, json, os, re, shlex, shutil, sqlite3, unittest
from tool import ROOT, SAMPLES, ToolTest, small_report

class Commands(ToolTest):
    def test_run_shows_what_came_out(self):
        run = self.run_tool('run', *SAMPLES, '--out', self.out)
        places = [run.stdout.index(word) for word in ('Reports\n', 'Indicators by region and year\n', 'Findings', '\n  database ', 'exports', 'Next\n')]
        self.assertEqual(places, sorted(places))
        self.assertIn('沙泉县', run.stdout)
        self.assertEqual(len(self.reports(self.out)), 7)
        for name in ('reports', 'observations', 'values', 'findings'):
            with open(os.path.join(self.out, name + '.csv'), 'rb') as f:
                data = f.read()
            self.assertTrue(data.startswith(b'\xef\xbb\xbf'), 'a byte order mark for Excel')
            rows = list(csv.DictReader(io.StringIO(data.decode('utf-8-sig'))))
            with open(os.path.join(self.out, name + '.jsonl'), encoding='utf-8') as f:
                lines = [json.loads(line) for line in f]
            self.assertEqual(len(rows), len(lines))
        self.assertEqual(len(self.run_tool('export', '--canonical', '--database', os.path.join(self.out, 'fazhi.db')).stderr), 0)

    def test_exports_grow_with_the_report_and_not_with_its_square(self):
        figures = ''.join(f'受理案件{i + 2}件,' for i in range(5000))
        page = self.write('in/long.txt', f'青禾县2024年度法治政府建设情况报告\n\n一、主要举措和成效\n2024年{figures}办结9件。\n')
        self.run_tool('run', page, '--out', self.out)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        rows = self.rows('query', 'observations', '--limit', '0', *database)
        self.assertEqual(len(rows), 5001)
        self.assertTrue(all(len(row['sentence']) <= 402 and f"{row['value']}件" in row['sentence'] for row in rows))
        for name in ('observations.csv', 'observations.jsonl'):
            self.assertLess(os.path.getsize(os.path.join(self.out, name)), 5001 * 4000)

    def test_every_column_is_explained(self):
        self.run_into(self.out, *SAMPLES[:2])
        with open(os.path.join(ROOT, 'docs/exports.md'), encoding='utf-8') as file:
            said = file.read()
        common = set(re.findall('`(\\w+)`', said[:said.index('## reports')]))
        for query in ('reports', 'observations', 'values', 'aggregates', 'findings', 'coverage', 'search'):
            part = re.search(rf'## {query}\n(.*?)(\n## |\Z)', said, re.S)[1]
            explained = common | set(re.findall('`(\\w+)`', part))
            arguments = {'coverage': ['--year', '2023'], 'search': ['法律援助'], 'aggregates': ['--level', 'county']}.get(query, [])
            database = ('--database', os.path.join(self.out, 'fazhi.db'), '--limit', '1')
            head = self.run_tool('query', query, *arguments, *database, '--format', 'csv').stdout.splitlines()[0].lstrip('\ufeff').split(',')
            keys = {key for row in self.rows('query', query, *arguments, *database) for key in row}
            self.assertEqual((set(head) | keys) - explained, set(), query)

    def test_overview_shows_what_a_run_shows(self):
        run = self.run_tool('run', *SAMPLES, '--out', self.out)
        overview = self.run_tool('overview', '--database', os.path.join(self.out, 'fazhi.db'))
        self.assertIn('沙泉县', overview.stdout)
        self.assertTrue(run.stdout.startswith(overview.stdout))

    def test_lines_are_not_wider_than_a_terminal(self):
        import unicodedata
        width = lambda line: sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)
        run = self.run_tool('run', *SAMPLES, '--out', self.out)
        self.assertLessEqual(max(map(width, run.stdout.split('\n'))), 125)

    def test_commands_that_are_shown_work(self):
        out = os.path.join(self.folder, "o'ut put")
        run = self.run_tool('run', *SAMPLES, '--out', out, '--rows', '2', '--no-export')
        shown = [line.split('tools/', 1)[1] for line in run.stdout.split('\n') if 'tools/fazhi ' in line]
        self.assertIn('more lines: tools/fazhi query values --limit 0 --database ', run.stdout)
        for command in shown:
            for word in ('FILE', 'DRAFT'):
                command = command.replace(word, shlex.quote(SAMPLES[0]))
            name, *arguments = shlex.split(command)
            self.assertEqual(name, 'fazhi')
            self.assertTrue(self.run_tool(*arguments).stdout)
        explained = self.run_tool('extract', SAMPLES[0], '--explain').stdout
        self.assertIn('because', explained.split('\n')[1])

    def test_findings_are_shown_whole(self):
        self.run_into(self.out, *SAMPLES)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        text = self.run_tool('query', 'findings', *database).stdout
        squeezed = ''.join(text.split())
        findings = self.rows('query', 'findings', *database)
        self.assertTrue(findings)
        for finding in findings:
            self.assertIn(''.join(finding['text_zh'].split()), squeezed)
        self.assertIn(text.split('\n  ')[0], self.run_tool('overview', *database).stdout)
        self.assertEqual('nothing found\n', self.run_tool('query', 'findings', '--year', '1999', *database).stdout)

    def test_findings_of_the_samples_are_those_of_their_gold(self):
        self.run_into(self.out, *SAMPLES)
        rows = self.rows('query', 'findings', '--database', os.path.join(self.out, 'fazhi.db'))
        found = sorted((row['url'], row['type'], row['at'][0] if row['at'] else -1) for row in rows if not row['note'])
        wanted = []
        with open(os.path.join(os.path.dirname(SAMPLES[0]), 'documents.jsonl'), encoding='utf-8') as f:
            for document in map(json.loads, f):
                for finding in document['findings'] + document.get('cross_document', []):
                    wanted.append((f'file:{document["file"]}', finding['type'], finding['at'][0] if finding['at'] else -1))
        self.assertEqual(found, sorted(wanted))

    def test_order_of_paths_does_not_matter(self):
        other = os.path.join(self.folder, 'other')
        self.run_into(self.out, *SAMPLES)
        self.run_into(other, *reversed(SAMPLES), '--threads', '1')
        self.assertEqual(self.canonical(self.out), self.canonical(other))

    def test_extract_prints_the_gold_fields(self):
        rows = self.rows('extract', *SAMPLES)
        self.assertGreater(len(rows), 100)
        for row in rows:
            for key in ('doc', 'start', 'end', 'text', 'value', 'unit', 'bound', 'kind', 'status', 'period', 'scope', 'measure', 'indicator', 'part_of', 'rate_of'):
                self.assertIn(key, row)
            self.assertEqual('high' in row, row['bound'] == 'range')
            self.assertEqual('direction' in row, row['kind'] == 'change')
            self.assertEqual(row['scope'] is None, row['kind'] == 'rank' and row['indicator'] is None)
        self.assertIn('sections {', self.run_tool('extract', SAMPLES[0], '--format=textproto').stdout)

    def test_inspect_prints_the_document_fields(self):
        for row in self.rows('inspect', *SAMPLES):
            for key in ('doc', 'file', 'kind', 'title', 'region_code', 'region_name', 'parent_code', 'issuer', 'reporting_body', 'year',
                        'document_number', 'published', 'body', 'sections', 'findings', 'notes'):
                self.assertIn(key, row)
        self.assertIn('numbers that are no quantities', self.run_tool('inspect', SAMPLES[0], '--explain').stdout)
        self.assertNotIn('numbers that', self.run_tool('inspect', self.write('short.txt', '沙泉县'), '--explain').stdout)

    def test_queries(self):
        self.run_into(self.out, *SAMPLES)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for query in (['reports'], ['values'], ['observations', '--limit', '5'], ['aggregates'], ['findings'],
                      ['coverage', '--year', '2024'], ['search', '行政']):
            for form in ('text', 'jsonl', 'csv'):
                self.run_tool('query', *query, *database, '--format', form)
        self.assertEqual({r['year'] for r in self.rows('query', 'reports', '--year', '2024', *database)}, {2024})
        self.assertEqual(len(self.rows('query', 'observations', '--limit', '5', *database)), 5)
        self.assertTrue(all('法' in r['snippet'] for r in self.rows('query', 'search', '法', *database)))

    def test_search_says_where_and_cuts_no_figure(self):
        page = self.write('in/page.txt', '青禾县2024年度法治政府建设情况报告\n\n一、主要举措和成效\n' + '加强依法行政' * 8 +
                          '2024年收到行政复议申请50余件较上年有所增长的情况下连同上年结转的全部申请一并办理审结43件案件' + '持续加强监督' * 8 + '。\n')
        self.run_into(self.out, page)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for word in '行政复议', '增长的情况', '连同上年', '收到', '一并', '审结':
            text = self.run_tool('query', 'search', word, *database).stdout
            self.assertIn('file:page.txt at ', text)
            for row in self.rows('query', 'search', word, *database):
                self.assertIn(''.join(row['snippet'].split()), ''.join(text.split()))
                self.assertTrue(row['snippet'].startswith('…') and row['snippet'].endswith('…'))
                self.assertRegex(row['snippet'], '^(?:(?!审结4).|审结43件)*$')

    def test_regions_by_their_names(self):
        self.run_into(self.out, *SAMPLES)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for query in (['reports'], ['values'], ['observations'], ['findings'], ['search', '法'], ['coverage', '--year', '2024', '--level', 'county']):
            found = self.rows('query', *query, '--region', '沙泉县', *database)
            self.assertEqual(found, self.rows('query', *query, '--region', '6209~沙泉县', *database))
            self.assertTrue(found or query == ['findings'])
        for query in (['reports'], ['values'], ['aggregates'], ['coverage', '--year', '2024']):
            self.assertEqual(self.rows('query', *query, '--region', 'CN', *database), self.rows('query', *query, *database))
        self.assertIn('a name', self.run_tool('query', 'values', '--help').stdout)

    def test_aggregates_say_what_they_are_from(self):
        self.run_into(self.out, *SAMPLES)
        county = ('--level', 'county', '--database', os.path.join(self.out, 'fazhi.db'))
        row = next(r for r in self.rows('query', 'aggregates', '--indicator', 'litigation.head_appearance_rate', *county) if r['rate_only'])
        said = self.run_tool('query', 'aggregates', '--indicator', row['indicator'], '--year', str(row['year']), *county).stdout
        self.assertIn(f"{row['n']} of {row['reports']} reports; {row['rate_only']} with the rate alone; ", said)
        self.assertIn('never put together', self.run_tool('query', 'aggregates', '--indicator', 'approval.*', *county).stderr)

    def test_tables_cut_no_names(self):
        page = self.write('in/' + 'a' * 60 + '.txt', small_report(1))
        run = self.run_into(self.out, page, SAMPLES[0])
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for text in (run.stdout, self.run_tool('query', 'reports', *database).stdout):
            self.assertIn('a' * 60 + '.txt', text)
        values = self.run_tool('query', 'values', *database).stdout
        self.assertRegex(values, '^indicator +name +region')
        ids = {line.split()[0] for line in self.run_tool('catalog', 'list').stdout.split('\n')[2:] if line}
        self.assertEqual(ids, {r['id'] for r in self.rows('catalog', 'list')})

    def test_what_explain_says_is_explained(self):
        with open(os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(SAMPLES[0]))), 'docs/explain.md'), encoding='utf-8') as f:
            page = f.read()
        for row in self.rows('extract', *SAMPLES, '--explain'):
            for word in [row['rule'], *row['confidence_signs']]:
                if not word.startswith('score_'):
                    self.assertIn(f'`{word}`', page)
        for row in self.rows('inspect', *SAMPLES, '--explain'):
            for number in row['rejected']:
                self.assertIn(f"`{number['rule']}`", page)
                if '<' not in number['text']:
                    self.assertIn(number['text'].strip(), number['around'])

    def test_queries_for_what_cannot_be_are_refused(self):
        self.run_into(self.out, *SAMPLES)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for what, said in ((['reports', '--region', '青禾县'], 'BAD_REGION'), (['coverage', '--year', '2024', '--region', '62x'], 'BAD_REGION'),
                           (['coverage', '--year', '2023-2024'], 'one year'), (['values', '--year', '2024-2023'], '2023-2024'),
                           (['findings', '--type', 'nope'], 'sum_mismatch'), (['values', '--scope', 'foo'], 'own_level'),
                           (['search', '法', '--body', 'foo'], 'department'), (['aggregates', '--indicator', 'nope'], 'fazhi catalog list'),
                           (['observations', '--indicator', 'nope*'], 'fazhi catalog list')):
            self.assertIn(said, self.run_tool('query', *what, *database, expect=2).stderr)
        for what in (['reports'], ['values'], ['observations'], ['findings'], ['aggregates', '--level', 'county'], ['coverage', '--year', '2024', '--level', 'county']):
            code = self.rows('query', 'reports', *database)[0]['region'][:2]
            found = self.rows('query', *what, '--region', code, *database)
            self.assertTrue(found, what)
            self.assertEqual(found, self.rows('query', *what, '--region', code + '0000', *database), what)

    def test_check_a_draft(self):
        draft = self.write('draft.txt', '青禾县2024年度法治政府建设情况报告\n一、主要举措和成效\n2024年,全县共受理法律援助案件81件。\n')
        run = self.run_tool('check', draft)
        self.assertIn('缺 MISSING  存在的不足和原因', run.stdout)
        self.assertIn('有 there    上一年度', run.stdout)
        self.run_tool('check', draft, '--strict', expect=1)
        remarks = self.rows('check', draft)
        self.assertEqual([r['remark'] for r in remarks], ['missing_content'] * 3)
        self.assertEqual((remarks[0]['file'], remarks[0]['start'], remarks[0]['zh']), (draft, None, '缺存在的不足和原因'))

    def test_what_check_says_to_programs_stands_where_it_says(self):
        report = next(s for s in SAMPLES if '03_' in s)
        with open(report, encoding='utf-8', newline='') as file:
            text = file.read()
        remarks = self.rows('check', report)
        mismatch = next(r for r in remarks if r['remark'] == 'sum_mismatch')
        self.assertEqual(text[mismatch['start']:mismatch['end']], '186件')
        self.assertFalse(mismatch['note'])
        self.assertIn('186件', mismatch['sentence'])

    def test_check_finds_contents_within_other_sections(self):
        top = '青禾县2024年度法治政府建设情况报告\n一、主要举措和成效\n(一)加强党的领导\n2024年,全县共受理法律援助案件81件。\n'
        end = '二、存在的问题和下一步打算\n执法力量仍然薄弱。下一步,我县将继续加强执法队伍建设。\n'
        leaders = '  党政主要负责人履行推进法治建设第一责任人职责的有关情况'
        for said, where in (('二是切实履行第一责任人职责。及时研究部署,听取汇报。\n', '> 二是切实履行第一责任人职责'),
                            ('县委、县政府主要负责人认真履行推进法治建设第一责任人职责,听取汇报。\n', '> 县委、县政府主要负责人'),
                            ('', ''), ('对5个部门党政主要负责人开展督察。\n', '')):
            text = self.run_tool('check', self.write('draft.txt', top + said + end)).stdout
            self.assertIn(('there  ' if where else 'MISSING') + leaders, text)
            self.assertIn(where, text)
            self.assertIn('there    下一年度推进法治政府建设的主要安排', text)
        text = self.run_tool('check', self.write('draft.txt', top + end.replace('下一步,', '下一步,压实第一责任人职责,'))).stdout
        self.assertIn('MISSING' + leaders, text)

    def test_check_speaks_both_languages(self):
        draft = self.write('draft.txt', '青禾县2024年度法治政府建设情况报告\n一、主要举措和成效\n整合部门19个。\n')
        for line in self.run_tool('check', draft).stdout.split('\n')[1:]:
            if line and not line.startswith(' '):
                self.assertRegex(line, '^[一-鿿]+ [A-Z]')

    def test_check_names_what_is_given_twice_and_differs(self):
        draft = self.write('draft.txt', '青禾县2024年度法治政府建设情况报告\n一、主要举措和成效\n2024年,全县共受理法律援助案件81件。\n'
                           '二、存在的不足\n基层力量不足。全县共受理法律援助案件135件,人员不足。\n')
        said = self.run_tool('check', draft).stdout
        self.assertIn('another figure stands before under the same words: 81件', said)

    def test_check_against_last_years_report(self):
        self.run_into(self.out, *[s for s in SAMPLES if '2023' in s])
        this_year = next(s for s in SAMPLES if '04_' in s)
        run = self.run_tool('check', this_year, '--database', os.path.join(self.out, 'fazhi.db'))
        self.assertIn('What disagrees with the reports of earlier years', run.stdout)
        self.assertIn('restated', run.stdout)

    def test_reprocess(self):
        self.run_into(self.out, *SAMPLES)
        before = self.canonical(self.out)
        self.assertIn('0 documents to read again', self.run_tool('reprocess', '--out', self.out).stdout)
        self.assertIn('7 documents to read again: 7 read', self.run_tool('reprocess', '--out', self.out, '--all').stdout)
        self.assertEqual(self.canonical(self.out), before)

    def test_links_to_folders_are_told(self):
        self.write('elsewhere/far.txt', small_report(2))
        page = self.write('in/page.txt', small_report(1))
        os.symlink(self.path('elsewhere'), os.path.join(self.folder, 'in/link'))
        run = self.run_into(self.out, os.path.dirname(page))
        self.assertIn('passed over 1 link to a folder, ', run.stderr)
        self.assertIn('in/link; to have one read, give it by itself', run.stderr)
        self.assertEqual(len(self.reports(self.out)), 1)

    def test_a_file_that_a_manifest_names_in_vain(self):
        page = self.write('in/page.txt', small_report(1))
        manifest = self.write('lists/pages.jsonl', json.dumps({'file': 'in/other.txt', 'url': 'https://www.qinghe.gov.cn/1.html'}))
        run = self.run_tool('run', page, '--manifest', manifest, '--out', self.out, expect=2)
        self.assertIn("names are relative to the manifest's folder", run.stderr)

    def test_manifest(self):
        page = self.write('in/page.txt', small_report(3))
        manifest = self.write('pages.jsonl', json.dumps({'file': 'in/page.txt', 'url': 'https://www.qinghe.gov.cn/1.html', 'fetched_at': '2025-02-03T04:05:06Z'}))
        self.run_into(self.out, os.path.dirname(page), '--manifest', manifest)
        report = self.reports(self.out)[0]
        self.assertEqual(report['url'], 'https://www.qinghe.gov.cn/1.html')
        self.assertEqual(report['last_fetch'], '2025-02-03T04:05:06+00:00')

    def test_catalog(self):
        self.assertIn('legal_aid', self.run_tool('catalog', 'list', '法律援助').stdout)
        self.assertIn('法律援助案件数', self.run_tool('catalog', 'show', 'legal_aid.cases').stdout)
        self.assertLess(self.run_tool('catalog', 'show', 'legal_aid.cases').stdout.count('\n'), 20)
        self.assertIn('承办…法律援助', self.run_tool('catalog', 'show', 'legal_aid.cases', '--all').stdout)
        self.assertIn('zh_name', self.run_tool('catalog', 'show', 'legal_aid.cases', '--format', 'textproto').stdout)
        self.assertIn('no faults', self.run_tool('catalog', 'check').stdout)
        for unknown in 'no.such', 'legal_aid.*', '':
            self.assertIn('fazhi: ', self.run_tool('catalog', 'show', unknown, expect=2).stderr)
        self.assertIn('enforcement', self.run_tool('catalog', 'list', '--domain', 'nope', expect=2).stderr)
        self.run_tool('catalog', 'check', self.folder, expect=1)

    def test_version(self):
        self.assertIn('pipeline ', self.run_tool('version').stdout)
        self.assertEqual(self.run_tool('--version').stdout, self.run_tool('version').stdout)

    def test_help_teaches(self):
        self.assertIn('Examples', self.run_tool('--help').stdout)
        for command in ('run', 'inspect', 'extract', 'check', 'query', 'export', 'reprocess', 'catalog', 'overview', 'topics'):
            help = self.run_tool(command, '--help').stdout
            self.assertIn('Examples', help, command)
            self.assertIn(f'  fazhi {command} ', help)
        self.assertNotIn('Examples', self.run_tool('version', '--help').stdout)
        topics = self.run_tool('topics', 'check', '--help').stdout
        self.assertIn('--kafka-config', topics)
        self.assertNotIn('kafka_config', topics)

    def test_wrong_usage_is_one_line_and_2(self):
        for arguments in ([], ['nonsense'], ['run'], ['extract', '--format=xml', 'x'], ['query'], ['query', 'coverage'],
                          ['query', 'reports', '--format', 'xml'], ['run', '--threads', 'many', 'x'], ['extract', '--nope', 'x']):
            run = self.run_tool(*arguments, expect=2)
            self.assertEqual(run.stdout, '', arguments)
            self.assertEqual(run.stderr.count('\n'), 1, run.stderr)
            self.assertIn('--help', run.stderr)

    def test_wrong_usage_says_what_is_wrong(self):
        for arguments, said in ((['run', '--bogus'], 'unknown option --bogus'), (['run'], 'name the files or folders'),
                                (['run', '--rows', '5'], 'name the files or folders'), (['run', SAMPLES[0], '--max-bytes', '-1'], '--max-bytes'),
                                (['extract', SAMPLES[0], '--max-bytes', '-1'], '--max-bytes'), (['run', SAMPLES[0], '--rows', '-1'], 'fazhi run: --rows: -1 is no number from 0 to 1000000000 '),
                                (['run', SAMPLES[0], '--out', ''], '--out: an empty name'), (['query', 'reports', '--limit', '-1'], '--limit'), (['query', '--bogus'], 'unknown option --bogus'),
                                (['query', 'reports', '--bogus'], 'fazhi query reports: unknown option --bogus (see: fazhi query reports --help)'),
                                (['query', '--database=x', 'reports'], 'fazhi query reports: --database belongs behind the command'),
                                (['query', 'reports', '--region', '62', '--region', '63'], '--region is given more than once'),
                                (['query', 'reports', '--region'], '--region needs a value'),
                                (['run', SAMPLES[0], '--max-bytes', '32MB'], '--max-bytes: 32MB is no number from 1 to '),
                                (['extract', SAMPLES[0], '--format=csv'], '--format: csv is none of text,jsonl,textproto '),
                                (['query'], 'a command is missing; there are reports, values, '),
                                (['query', 'reprots'], 'unknown command reprots; there are reports, values, '),
                                (['query', 'reports', '--database', 'mysql://u:secret@h/d'], 'a URL of mysql:// is neither'),
                                (['run', SAMPLES[0], '--database', 'host=h dbname=d'], 'give postgresql://USER@HOST:PORT/NAME')):
            self.assertIn(said, self.run_tool(*arguments, expect=2).stderr)

    def test_query_without_a_database(self):
        run = self.run_tool('query', 'reports', expect=1)
        self.assertIn('fazhi run', run.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'fazhi-out')), 'asking makes nothing')

    def test_a_file_that_is_no_database(self):
        self.write('fazhi.db', 'not a database at all ' * 100)
        database = ('--database', os.path.join(self.folder, 'fazhi.db'))
        for command in (['query', 'reports'], ['run', SAMPLES[0]], ['migrate']):
            self.assertIn(database[1] + ' is no database', self.run_tool(*command, *database, expect=1).stderr)
            self.assertIn(self.folder + ' is a folder', self.run_tool(*command, '--database', self.folder, expect=1).stderr)

    def test_folders_that_cannot_be(self):
        file = self.write('file', '')
        for command in (['run', SAMPLES[0], '--out', os.path.join(file, 'out')], ['run', SAMPLES[0], '--out', '/proc/no/such']):
            self.assertIn(f'cannot make the folder {command[-1]}', self.run_tool(*command, expect=1).stderr)
        self.assertIn('/proc/fazhi.db cannot be written', self.run_tool('run', SAMPLES[0], '--out', '/proc', expect=1).stderr)
        self.run_into(self.out, SAMPLES[0])
        run = self.run_tool('export', '--to', file, '--database', os.path.join(self.out, 'fazhi.db'), expect=1)
        self.assertIn(f'cannot make the folder {file}', run.stderr)
        self.assertIn('name one that you may write', run.stderr)

    def test_a_database_of_another_user(self):
        self.run_into(self.out, *SAMPLES[:2])
        before = self.canonical(self.out)
        path = os.path.join(self.out, 'fazhi.db')
        os.chmod(path, 0o444)
        database = ('--database', path)
        for command in (['query', 'reports'], ['query', 'search', '行政'], ['overview']):
            self.assertIn('沙泉县', self.run_as_another(*command, *database).stdout)
        self.assertEqual(before, self.run_as_another('export', '--canonical', *database).stdout)
        self.assertIn(path + ' may not be written', self.run_as_another('run', SAMPLES[2], *database, expect=1).stderr)
        os.chmod(path, 0o200 if os.geteuid() else 0o600)
        self.assertIn(path + ' may not be read', self.run_as_another('query', 'reports', *database, expect=1).stderr)

    def test_a_database_of_another_user_that_is_being_written(self):
        """What stands in its log only is shown too, or nothing."""
        self.run_into(self.out, SAMPLES[0])
        path = os.path.join(self.out, 'fazhi.db')
        writer = sqlite3.connect(path)
        self.addCleanup(writer.close)
        writer.execute("UPDATE readings SET region_name = '改名县'")
        writer.commit()
        copy = self.path('copy/fazhi.db')
        for end in ('', '-wal'):
            shutil.copy(path + end, copy + end)
        self.assertIn('改名县', self.run_as_another('query', 'reports', '--database', path).stdout)
        self.assertIn('has a log beside it', self.run_as_another('query', 'reports', '--database', copy, expect=1).stderr)

if __name__ == '__main__':
    unittest.main()
