"""Files to be had by HTTPS as from a host of the internet, for services that fetch from nowhere else. As root, in a network and with mounts of
its own (`unshare --net --mount`)."""
import http.server, pathlib, ssl, subprocess, threading

HOST, ADDRESS = 'files.example.gov.cn', '93.184.216.34'


class HttpsFiles:
    """Serves `files`, {path: bytes}, from start to stop; answers 503 while it is `away`, to so many as `refused` says."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.certificate = self.folder / 'certificate.pem'
        self.files = {}
        self.away = False
        self.refused = 0

    def start(self):
        self.folder.mkdir(parents=True)
        key = self.folder / 'key.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', f'/CN={HOST}', '-addext',
                        f'subjectAltName=DNS:{HOST}', '-keyout', key, '-out', self.certificate], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(['ip', 'address', 'add', f'{ADDRESS}/32', 'dev', 'lo'], check=True)
        hosts = self.folder / 'hosts'
        hosts.write_text(f'127.0.0.1 localhost\n{ADDRESS} {HOST}\n')
        subprocess.run(['mount', '--bind', hosts, '/etc/hosts'], check=True)
        files = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                body = files.files.get(self.path)
                files.refused += files.away
                self.send_response(503 if files.away else 404 if body is None else 200)
                self.send_header('Content-Length', str(len(body or b'')))
                self.end_headers()
                self.wfile.write(body or b'')

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # clients are killed

        self.server = Server((ADDRESS, 443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
