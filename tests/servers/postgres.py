#!/usr/bin/env python3
"""PostgreSQL 15 itself, a cluster of its own on loopback with an empty database `fazhi`, for tests and laptops. It refuses to run as
root: then it runs as the user postgres, and its data is below /var/tmp where that user cannot reach the folder."""
import hashlib, os, pathlib, shutil, signal, subprocess, sys

from server import Server, ServerError, command_line, free_port

BIN = pathlib.Path('/usr/lib/postgresql/15/bin')  # Debian's, which is not in the path


class Postgres(Server):
    """`settings` are laid over postgresql.conf. With `durable=False` a crash of the machine may lose what was committed; one of the
    server does not. The port is kept from the first start on."""

    name = 'postgres'
    _stop_signal = signal.SIGINT  # ends sessions, rolls back, writes all out
    _tied_signal = 'QUIT'

    def __init__(self, folder, port=None, settings=None, durable=False, tied=True):
        super().__init__(folder, tied)
        self.settings = {'fsync': 'on' if durable else 'off', 'listen_addresses': '127.0.0.1', 'unix_socket_directories': '',
                         'log_line_prefix': '%m [%p] ', 'logging_collector': 'off', **(settings or {})}
        self.port_file = self.folder / 'postgres.port'
        self.port = int(self.port_file.read_text()) if self.port_file.exists() else port or free_port()
        if os.geteuid() == 0:
            self._user = ['--reuid=postgres', '--regid=postgres', '--init-groups']
            above = next(folder for folder in self.folder.parents if folder.exists())
            if subprocess.run(['setpriv', *self._user, 'test', '-x', above], cwd='/').returncode:
                self.data = pathlib.Path('/var/tmp') / f'fazhi-postgres-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]}'

    @property
    def url(self):
        return f'postgresql://fazhi@127.0.0.1:{self.port}/fazhi'

    address = url

    def _run(self, *command, **options):
        done = subprocess.run([*(['setpriv', *self._user, '--'] if self._user else []), *command], cwd='/', text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
        if done.returncode:
            raise ServerError(f'{command[0]} failed:\n{done.stdout}')

    def query(self, sql):
        """The lines of the answer."""
        return subprocess.run([BIN / 'psql', '-X', '-A', '-t', '-d', self.url, '-c', sql], check=True, capture_output=True, text=True).stdout.splitlines()

    def _prepare(self):
        if self.port_file.exists():  # written last
            # Of one that was killed: it would not start while a zombie has that pid, as in a container without an init that reaps.
            (self.data / 'postmaster.pid').unlink(missing_ok=True)
            return
        if not (BIN / 'initdb').exists():
            raise ServerError(f'there is no {BIN}/initdb; run: tools/setup --cluster')
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        if self._user:
            shutil.chown(self.data, 'postgres', 'postgres')
        self._run(BIN / 'initdb', '-D', self.data, '-U', 'fazhi', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions')
        self._run(BIN / 'postgres', '--single', '-F', '-D', self.data, 'postgres', input='CREATE DATABASE fazhi\n')
        self.port_file.write_text(str(self.port))

    def _command(self):
        options = [word for name, value in self.settings.items() for word in ('-c', f'{name}={value}')]
        return [BIN / 'postgres', '-D', self.data, '-p', str(self.port), *options]

    def _ready(self, log):
        return 'database system is ready to accept connections' in log


if __name__ == '__main__':
    sys.exit(command_line('Starts and stops PostgreSQL 15 on loopback.', lambda folder, port: Postgres(folder, port, tied=False)))
