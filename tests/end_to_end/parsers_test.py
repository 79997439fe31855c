"""Files that a parser does not survive are one failed document each, whatever happens to the processes that parse."""
import os, signal, subprocess, time, unittest
from tool import FAZHI, ToolTest, small_report

def page(i):
    """A short report as a page of its own."""
    lines = small_report(i).split('\n')
    return f'<html><head><title>{lines[0]}</title></head><body><h1>{lines[0]}</h1>' + ''.join(f'<p>{l}</p>' for l in lines[1:]) + '</body></html>'

def pdf_without_end():
    """Each of ten drawings is drawn ten times by the one before it: who reads the page draws ten thousand million times."""
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
               b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>',
               b'<</Length 5>>stream\n/X Do\nendstream']
    for level in range(10):
        draw = b'/X Do ' * 10
        objects.append(b'<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream'
                       % (6 + level, len(draw), draw))
    objects.append(b'<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Length 1>>stream\nn\nendstream')
    return (b'%PDF-1.4\n' + b''.join(b'%d 0 obj%sendobj\n' % (i + 1, o) for i, o in enumerate(objects)) +
            b'trailer<</Size %d/Root 1 0 R>>\n%%%%EOF' % (len(objects) + 1))

def children(pid):
    """The processes that a process has started."""
    found = []
    try:
        for task in os.listdir(f'/proc/{pid}/task'):
            with open(f'/proc/{pid}/task/{task}/children') as f:
                found += [int(p) for p in f.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found

class Parsers(ToolTest):
    def make(self, count):
        for i in range(count):
            self.write(f'in/{i:05}.html', page(i))
        return os.path.join(self.folder, 'in')

    def start(self, folder):
        """A run in a process group of its own, with parsers at work."""
        run = subprocess.Popen([FAZHI, 'run', folder, '--out', self.out, '--no-export'], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, start_new_session=True)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and run.poll() is None:
            archive = os.path.join(self.out, 'archive')
            if children(run.pid) and os.path.isdir(archive) and len(os.listdir(archive)) > 20:
                return run, children(run.pid)
            time.sleep(0.002)
        self.fail(f'no parser was seen: {run.communicate()}')

    def expected(self, folder):
        """What comes out without any other process."""
        whole = os.path.join(self.folder, 'whole')
        self.run_into(whole, folder, '--no-sandbox')
        return self.canonical(whole)

    def check(self, name, content, reason, *options):
        self.make(3)
        self.write('in/' + name, content)
        folder = os.path.join(self.folder, 'in')
        run = self.run_into(self.out, folder, *options, expect=1)
        self.assertIn(f'{name}: {reason}: ', run.stderr)
        self.assertEqual(len(self.reports(self.out)), 3)
        self.assert_sound(self.out)
        for command in ('inspect', 'extract', 'check'):
            run = self.run_tool(command, folder, *options, expect=1)
            self.assertIn(f'{name}: {reason}: ', run.stderr)
            self.assertIn('00002', run.stdout)

    def test_without_end(self):
        self.check('endless.pdf', pdf_without_end(), 'PARSER_TIMEOUT', '--parser-seconds', '1')

    def test_too_much_memory(self):
        self.check('large.html', '<html><body>' + '<p><b>受理</b>案件12件。</p>' * 60_000 + '</body></html>', 'PARSER_MEMORY', '--parser-memory', '16')

    def test_a_parser_is_killed(self):
        folder = self.make(400)
        run, parsers = self.start(folder)
        os.kill(parsers[0], signal.SIGKILL)
        out, errors = run.communicate(timeout=120)
        self.assertEqual(run.returncode, 0, errors)
        self.assertIn(' 0 failed', out)
        self.assertEqual(self.canonical(self.out), self.expected(folder))

    def test_ctrl_c(self):
        folder = self.make(400)
        run, parsers = self.start(folder)
        os.killpg(run.pid, signal.SIGINT)
        errors = run.communicate(timeout=120)[1]
        self.assertEqual(run.returncode, 130, errors)
        self.assertIn(' 0 failed', errors)
        self.run_into(self.out, folder)
        self.assertEqual(self.canonical(self.out), self.expected(folder))

    def test_nothing_stays_behind(self):
        run, parsers = self.start(self.make(400))
        run.kill()
        run.communicate(timeout=120)
        deadline = time.monotonic() + 10
        while any(os.path.exists(f'/proc/{p}') for p in parsers):
            self.assertLess(time.monotonic(), deadline, 'a parser lives on')
            time.sleep(0.01)

if __name__ == '__main__':
    unittest.main()
