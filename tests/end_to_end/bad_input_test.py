"""Whatever lies in the folder: what is bad is named with its reason, nothing crashes or hangs, and the good report beside it is read."""
import io, os, random, unittest, zipfile
from tool import SAMPLES, ToolTest, small_report

def docx(document_xml):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Default Extension="xml" ContentType="application/xml"/></Types>')
        z.writestr('word/document.xml', document_xml)
    return data.getvalue()

def paragraphs(*texts):
    ns = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    body = ''.join(f'<w:p><w:r><w:t>{t}</w:t></w:r></w:p>' for t in texts)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{ns}"><w:body>{body}</w:body></w:document>'

def pdf(extra_trailer='', stream=b''):
    """The least PDF with one page; xref by hand."""
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
               b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>',
               b'<</Length %d>>stream\n%s\nendstream' % (len(stream), stream)]
    if extra_trailer:
        objects.append(b'<</Filter/Standard/V 1/R 2/O<' + b'28' * 32 + b'>/U<' + b'42' * 32 + b'>/P -4>>')
    out, places = b'%PDF-1.4\n', []
    for i, o in enumerate(objects):
        places.append(len(out))
        out += b'%d 0 obj' % (i + 1) + o + b'endobj\n'
    xref = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % p for p in places)
    return out + b'trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF' % (len(objects) + 1, extra_trailer.encode(), xref)

class BadInput(ToolTest):
    def setUp(self):
        super().setUp()
        self.good = self.write('in/good.txt', small_report(1))

    def check(self, name, content, reason):
        """`content` fails with that reason, and the good report beside it is read."""
        self.write('in/' + name, content)
        run = self.run_into(self.out, os.path.join(self.folder, 'in'), expect=1)
        line = next((l for l in run.stderr.split('\n') if l.startswith('fazhi: failed') and name in l), None)
        self.assertIsNotNone(line, run.stderr)
        self.assertIn(f' {reason}: ', line)
        self.assertEqual([r['url'] for r in self.reports(self.out)], ['file:good.txt'])
        self.assert_sound(self.out)

    def test_empty_file(self):
        self.check('empty.txt', b'', 'EMPTY')

    def test_only_blanks(self):
        self.check('blank.txt', ' \n　\r\n', 'NO_REPORT')

    def test_binary(self):
        self.check('picture.txt', random.Random(1).randbytes(5000), 'BINARY')

    def test_png(self):
        self.check('picture.docx', b'\x89PNG\r\n\x1a\n' + random.Random(2).randbytes(5000), 'BINARY')

    def test_archive(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, 'w') as z:
            z.writestr('report.txt', small_report(2))
        self.check('reports.zip', data.getvalue(), 'ARCHIVE')

    def test_truncated_docx(self):
        whole = docx(paragraphs(*[f'{random.Random(i).random()}' for i in range(500)]))
        self.check('cut.docx', whole[:len(whole) // 2], 'TRUNCATED_ARCHIVE')

    def test_docx_bomb(self):
        self.check('bomb.docx', docx(paragraphs('零' * 120_000_000)), 'DOCX_BOMB')

    def test_docx_with_broken_xml(self):
        self.check('broken.docx', docx('<w:document><w:body><w:p>'), 'TRUNCATED_ARCHIVE')

    def test_encrypted_pdf(self):
        self.check('locked.pdf', pdf('/Encrypt 5 0 R/ID[<00><00>]'), 'ENCRYPTED')

    def test_scanned_pdf(self):
        self.check('scan.pdf', pdf(stream=b'0 0 100 100 re f'), 'NO_TEXT_LAYER')

    def test_broken_pdf(self):
        self.check('broken.pdf', b'%PDF-1.7\n' + random.Random(3).randbytes(2000), 'BROKEN_PDF')

    def test_200_megabytes(self):
        path = self.path('in/huge.txt')
        with open(path, 'wb') as f:
            f.truncate(200 << 20)
        run = self.run_into(self.out, os.path.join(self.folder, 'in'), expect=1)
        self.assertIn('TOO_LARGE', run.stderr)
        self.assertEqual(len(self.reports(self.out)), 1)

    def test_wrong_charset_declared(self):
        page = '<html><head><meta charset="utf-8"><title>x</title></head><body>' + small_report(4).replace('\n', '<p>') + '</body></html>'
        self.write('in/gbk.html', page.encode('gb18030'))
        self.run_into(self.out, os.path.join(self.folder, 'in'))
        self.assertEqual({r['year'] for r in self.reports(self.out)}, {2024})
        self.assertEqual(len(self.reports(self.out)), 2)

    def test_utf16(self):
        self.write('in/wide.txt', small_report(5).encode('utf-16'))
        self.run_into(self.out, os.path.join(self.folder, 'in'))
        self.assertEqual(len(self.reports(self.out)), 2)

    def test_a_few_invalid_bytes_are_replaced(self):
        text = (small_report(6) * 20).encode()
        middle = text.index('执法'.encode(), len(text) // 2)
        self.write('in/scar.txt', text[:middle] + b'\xff' + text[middle:])
        self.run_into(self.out, os.path.join(self.folder, 'in'))
        rows = self.rows('inspect', os.path.join(self.folder, 'in/scar.txt'))
        self.assertEqual(rows[0]['replaced_sequences'], 1)
        scar = os.path.join(self.folder, 'in/scar.txt')
        self.assertIn(f'1 places that could not be decoded, shown as \ufffd, the first at {len(text[:middle].decode())}: ',
                      self.run_tool('inspect', scar).stdout)
        self.assertIn('原文有1处无法解码', self.run_tool('check', scar).stdout)
        self.assertNotIn('无法解码', self.run_tool('check', self.good).stdout)

    def test_many_invalid_bytes_are_refused(self):
        text = bytearray((small_report(7) * 20).encode())
        for i in range(0, len(text), 50):
            text[i] = 0xFF
        self.check('rotten.txt', bytes(text), 'UNDECODABLE')

    def test_a_million_nested_tags(self):
        page = '<html><body>' + '<div>' * 1_000_000 + small_report(8)
        self.check('deep.html', page, 'TOO_DEEP')

    def test_no_report_in_it(self):
        """A text about something else is read and kept as what it is; it enters no aggregate."""
        self.write('in/poem.txt', '床前明月光,疑是地上霜。\n举头望明月,低头思故乡。\n')
        self.run_into(self.out, os.path.join(self.folder, 'in'))
        self.assertEqual(['other'], [r['kind'] for r in self.reports(self.out) if r['url'] == 'file:poem.txt'])

    def test_page_without_any_text(self):
        self.check('bare.html', '<html><head><script>var a = 1;</script></head><body><img src=x></body></html>', 'NO_REPORT')

    def test_nul_bytes_inside_text(self):
        self.write('in/nul.txt', small_report(9).replace('执法', '执\0法'))
        self.run_into(self.out, os.path.join(self.folder, 'in'))
        self.assertEqual(['file:good.txt', 'file:nul.txt'], sorted(r['url'] for r in self.reports(self.out)))
        self.assert_sound(self.out)

    def test_paths_that_are_not_there(self):
        run = self.run_into(self.out, self.good, os.path.join(self.folder, 'gone.txt'), expect=1)
        self.assertIn('gone.txt', run.stderr)
        self.assertEqual(len(self.reports(self.out)), 1)
        self.assertEqual(self.run_tool('check', 'go\nne.txt', expect=1).stderr.count('\n'), 1)

    def test_a_name_that_is_not_utf8(self):
        """GBK names come out of zips: the document is read, and what is said of it is UTF-8."""
        with open(os.path.join(os.fsencode(self.folder), b'in', '报告.txt'.encode('gbk')), 'wb') as f:
            f.write(small_report(11).encode())
        folder = os.path.join(self.folder, 'in')
        run = self.run_into(self.out, folder)
        self.assertIn(': 2 read,', run.stdout)
        self.assertEqual(['file:%b1%a8%b8%e6.txt', 'file:good.txt'], sorted(r['url'] for r in self.reports(self.out)))
        self.assertIn(', 2 known already,', self.run_into(self.out, folder).stdout)
        self.canonical(self.out)
        self.run_tool('reprocess', '--all', '--out', self.out)
        for command in ('extract', 'inspect'):
            self.assertIn('%b1%a8%b8%e6', {row['doc'] for row in self.rows(command, folder)})

    def test_folder_without_files(self):
        self.path('none/nothing')
        for command in (['run', '--out', self.out], ['check'], ['extract'], ['inspect']):
            run = self.run_tool(*command, os.path.join(self.folder, 'none'), expect=1)
            self.assertIn(f'NO_DOCUMENTS: no documents in {self.folder}/none; name files', run.stderr)
        self.assertFalse(os.path.exists(self.out))

    def test_unreadable_path(self):
        os.mkfifo(self.path('in/pipe'))
        os.symlink('/nowhere/at/all', self.path('in/dangling.txt'))
        run = self.run_into(self.out, os.path.join(self.folder, 'in'), expect=1)
        self.assertIn('pipe', run.stderr)
        self.assertIn('dangling.txt', run.stderr)
        self.assertIn('3 files: 1 read, 0 known already, 2 failed', run.stdout)
        self.assertEqual(len(self.reports(self.out)), 1)

    def test_one_line_of_ten_megabytes(self):
        self.write('in/line.txt', small_report(10).replace('\n', '') * 25_000)
        self.run_into(self.out, os.path.join(self.folder, 'in'), timeout=120)
        self.assertEqual(len(self.reports(self.out)), 2)

    def test_no_command_is_well_when_its_answer_is_lost(self):
        self.run_into(self.out, self.good)
        database = ('--database', os.path.join(self.out, 'fazhi.db'))
        for command in (['--help'], ['run', '--help'], ['--version'], ['version'], ['catalog', 'list'], ['catalog', 'show', 'legal_aid.cases'],
                        ['catalog', 'check'], ['check', self.good], ['extract', self.good], ['extract', *SAMPLES, '--format=textproto'],
                        ['inspect', self.good, '--explain'], ['query', 'reports', *database], ['overview', *database],
                        ['export', '--canonical', *database], ['run', self.good, '--out', os.path.join(self.folder, 'other')]):
            with open('/dev/full', 'w') as full:
                run = self.run_tool(*command, expect=1, stdout=full)
            self.assertEqual(run.stderr.count('DISK_FULL: no space left for standard output'), 1, f'{command} {run.stderr}')

    def test_extract_and_inspect_go_on_too(self):
        self.write('in/empty.txt', b'')
        for command in ('extract', 'inspect'):
            run = self.run_tool(command, os.path.join(self.folder, 'in'), '--format=jsonl', expect=1)
            self.assertIn('EMPTY', run.stderr)
            self.assertIn('"doc":"good"', run.stdout)

if __name__ == '__main__':
    unittest.main()
