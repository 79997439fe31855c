"""A server in a process of its own, with a folder that holds its data, its log and its pid, so that another process can stop it."""
import os, pathlib, random, shutil, signal, socket, subprocess, time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class ServerError(Exception):
    """Says what failed and what to do."""


_given = set()


def free_port():
    """Another port of loopback at each call that nobody listens on, below those that the kernel gives to clients: a client that tries to reach a server
    that is down could otherwise be given the server's own port."""
    for _ in range(200):
        port = random.randint(15000, 31000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port
    raise ServerError('no free port between 15000 and 31000')


def mebibytes(pid, name='VmRSS'):
    """What /proc says of a process's memory."""
    try:
        lines = pathlib.Path(f'/proc/{pid}/status').read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f'{name}:')), 0)


def wait_until(what, condition, seconds, every=0.05):
    """Returns the first true value of `condition()`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise ServerError(f'{what}: not within {seconds} s')
        time.sleep(every)


class Server:
    """start, stop, kill, restart; also as a `with` block, which wipes the data at its end. `tied`: the server dies with this process,
    however that ends. Not thread-safe."""

    name = 'server'

    def __init__(self, folder, tied=True):
        self.folder = pathlib.Path(folder).resolve()
        self.tied = tied
        self.log = self.folder / f'{self.name}.log'
        self.data = self.folder / 'data'
        self.pid_file = self.folder / f'{self.name}.pid'
        self._child = None

    # What a server must say.
    def _prepare(self):
        """Makes what must be there before the first start."""
        raise NotImplementedError

    def _command(self):
        raise NotImplementedError

    def _in_command_line(self):
        """What tells its process from others."""
        return self.data

    def _ready(self, log):
        """Whether it serves; `log` is what this start has logged."""
        raise NotImplementedError

    _stop_signal = signal.SIGTERM
    _tied_signal = 'KILL'
    _user = []  # options of setpriv for another user than ours

    # What all have.
    def pid(self):
        """The process, or None when it does not run."""
        if self._child is not None and self._child.poll() is None:
            return self._child.pid
        try:
            pid = int(self.pid_file.read_text())
            command = pathlib.Path(f'/proc/{pid}/cmdline').read_bytes()
        except (OSError, ValueError):
            return None
        return pid if os.fsencode(self._in_command_line()) in command else None  # else the number belongs to another process by now

    def start(self):
        """Returns once it serves; nothing when it does already."""
        if self.pid():
            return self
        self.folder.mkdir(parents=True, exist_ok=True)
        self._prepare()
        begin = self.log.stat().st_size if self.log.exists() else 0
        options = self._user + ([f'--pdeathsig={self._tied_signal}'] if self.tied else [])
        with open(self.log, 'ab') as log:
            self._child = subprocess.Popen([*(['setpriv', *options, '--'] if options else []), *self._command()], cwd=self.folder,
                                           stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.pid_file.write_text(str(self._child.pid))

        def serves():
            if self._child.poll() is not None:
                raise ServerError(f'{self.name} ended with {self._child.returncode}; the end of {self.log}:\n{self.log_end()}')
            with open(self.log, 'rb') as log:
                log.seek(begin)
                return self._ready(log.read().decode(errors='replace'))
        try:
            wait_until(f'{self.name} to be ready (its log: {self.log})', serves, 90)
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self):
        """In good order; returns once it has ended."""
        self._end(self._stop_signal, 60)

    def kill(self):
        """As a crash does, children and all."""
        children = self._children()
        self._end(signal.SIGKILL, 20)
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass
            wait_until(f'{self.name} (pid {child}) to end', lambda child=child: self._gone(child), 20)

    def _children(self):
        pid = self.pid()
        children = []
        for task in pathlib.Path(f'/proc/{pid}/task').glob('*/children') if pid else []:
            try:
                children += map(int, task.read_text().split())
            except (FileNotFoundError, ProcessLookupError):  # the thread has ended
                pass
        return children

    def _end(self, how, seconds):
        pid = self.pid()
        if pid:
            os.kill(pid, how)
            wait_until(f'{self.name} (pid {pid}) to end', lambda: not self.pid() or self._gone(pid), seconds)
        if self._child is not None:
            self._child.wait()
            self._child = None
        self.pid_file.unlink(missing_ok=True)

    @staticmethod
    def _gone(pid):
        try:
            return pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0] == 'Z'
        except OSError:
            return True

    def restart(self):
        self.stop()
        return self.start()

    def wipe(self):
        """Removes its data; stops it first."""
        self.kill()
        for folder in {self.data, self.folder}:
            if folder.exists():
                shutil.rmtree(folder)

    def log_end(self, lines=20):
        return '\n'.join(self.log.read_text(errors='replace').splitlines()[-lines:]) if self.log.exists() else ''

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.wipe()


def command_line(description, make):
    """The command line that each server has: start, stop, kill, restart, status, wipe."""
    import argparse, sys
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('action', choices=['start', 'stop', 'kill', 'restart', 'status', 'wipe'])
    parser.add_argument('--folder', required=True, help='where its data, log and pid are')
    parser.add_argument('--port', type=int, help='of its first start; a free one when not given')
    args = parser.parse_args()
    server = make(args.folder, args.port)
    try:
        if args.action == 'status':
            pid = server.pid()
            print(f'{server.address}, pid {pid}' if pid else 'not running')
            return 0 if pid else 3
        getattr(server, args.action)()
        if args.action in ('start', 'restart'):
            print(f'{server.address}, pid {server.pid()}, log {server.log}')
    except ServerError as error:
        print(f'{parser.prog}: {error}', file=sys.stderr)
        return 1
    return 0
