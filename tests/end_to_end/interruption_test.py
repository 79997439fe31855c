"""A run that ends in the middle (Ctrl-C, a kill, a full disk) leaves a database that is whole, and the next run goes on."""
import os, shutil, signal, subprocess, time, unittest
from tool import FAZHI, ToolTest, small_report

class Interruption(ToolTest):
    def make(self, count):
        for i in range(count):
            self.write(f'in/{i:05}.txt', small_report(i))
        return os.path.join(self.folder, 'in')

    def expected(self, folder):
        whole = os.path.join(self.folder, 'whole')
        self.run_into(whole, folder)
        return self.canonical(whole)

    def stop_in_the_middle(self, folder, sig):
        """Starts a run, sends the signal when some documents are in the archive, and returns its exit code."""
        run = subprocess.Popen([FAZHI, 'run', folder, '--out', self.out, '--no-export'], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        archive = os.path.join(self.out, 'archive')
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and run.poll() is None:
            if os.path.isdir(archive) and len(os.listdir(archive)) > 100:
                break
            time.sleep(0.01)
        run.send_signal(sig)
        self.errors = run.communicate(timeout=120)[1]
        return run.returncode

    def test_ten_thousand_files(self):
        folder = self.make(10_000)
        self.run_into(self.out, folder, timeout=600)
        self.assert_sound(self.out)
        again = self.run_tool('run', folder, '--out', self.out, '--no-export', timeout=600)
        self.assertIn('10000 known already', again.stdout)
        self.assertIn(': 0 read,', again.stdout)

    def test_ctrl_c(self):
        folder = self.make(3000)
        code = self.stop_in_the_middle(folder, signal.SIGINT)
        self.assertEqual(code, 130, self.errors)
        self.assertIn('goes on from there', self.errors)
        self.assert_sound(self.out)
        kept = len(self.reports(self.out))
        self.assertLess(kept, 3000)
        run = self.run_into(self.out, folder)
        self.assertNotIn(', 0 known already', run.stdout)
        self.assertEqual(self.canonical(self.out), self.expected(folder))

    def test_kill(self):
        folder = self.make(3000)
        self.assertEqual(self.stop_in_the_middle(folder, signal.SIGKILL), -signal.SIGKILL)
        self.run_into(self.out, folder)
        self.assert_sound(self.out)
        self.assertEqual(self.canonical(self.out), self.expected(folder))

    def disk_full(self):
        """The library of disk_full.cc, at a path without blanks: LD_PRELOAD takes a blank for the end of a name."""
        shim = os.environ.get('FAZHI_DISK_FULL')
        self.assertTrue(shim and os.path.exists(shim), 'FAZHI_DISK_FULL names the library of disk_full.cc')
        return shutil.copy(shim, self.path('disk_full.so'))

    def test_full_disk(self):
        folder = self.make(400)
        expected = self.expected(folder)
        shim = self.disk_full()
        reached = 0
        for after in (10_000, 200_000, 500_000, 2_000_000):
            env = {'LD_PRELOAD': shim, 'FAZHI_FULL_FOLDER': os.path.realpath(self.folder) + '/out', 'FAZHI_FULL_AFTER': str(after)}
            run = self.run_into(self.out, folder, expect=None, env=env)
            if run.returncode == 0:
                continue
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertIn('DISK_FULL', run.stderr)
            reached += 1
            if os.path.exists(os.path.join(self.out, 'fazhi.db')):
                self.assert_sound(self.out)
        self.assertGreater(reached, 0, 'the disk was never full')
        self.run_into(self.out, folder)
        self.assert_sound(self.out)
        self.assertEqual(self.canonical(self.out), expected)

    def test_full_disk_at_the_export(self):
        folder = self.make(50)
        self.run_into(self.out, folder)
        to = self.path('tables/x')[:-2]
        env = {'LD_PRELOAD': self.disk_full(), 'FAZHI_FULL_FOLDER': os.path.realpath(to), 'FAZHI_FULL_AFTER': '5000'}
        run = self.run_tool('export', '--to', to, '--database', os.path.join(self.out, 'fazhi.db'), expect=1, env=env)
        self.assertIn('DISK_FULL', run.stderr)
        self.assertNotIn('observations.csv', os.listdir(to), 'a file appears whole or not at all')

if __name__ == '__main__':
    unittest.main()
