"""An HTTPS server on loopback for one test: https_server.py CERTIFICATE KEY FOLDER. Prints its port, ends when its standard input does."""
import collections, http.server, os, ssl, sys, threading, time

FOLDER = sys.argv[3]
asked = collections.Counter()

class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def send(self, code, body=b'', **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def file(self, name):
        path = os.path.join(FOLDER, os.path.basename(name))
        if not os.path.isfile(path):
            return self.send(404, b'no such thing')
        with open(path, 'rb') as file:
            body = file.read()
        self.send(200, body, Content_Length=str(len(body)))

    def do_GET(self):
        asked[self.path] += 1
        if self.path == '/unsaid':  # its length is not said; it goes on as long as it is read
            self.send(200)
            try:
                while True:
                    self.wfile.write(b'a report\n' * 1000)
            except OSError:
                pass
        elif self.path == '/broken':
            self.send(200, b'a report\n', Content_Length='9000')
        elif self.path == '/redirect':
            self.send(302, Location='/report')
        elif self.path == '/slow':
            time.sleep(60)
        elif self.path == '/busy':
            self.send(503, b'later')
        elif self.path.startswith('/flaky/') and asked[self.path] <= 2:
            self.send(503, b'later')
        elif self.path.startswith('/once/') and asked[self.path] > 1:
            self.send(404)
        elif self.path == '/unfinished':  # goes away before it has answered
            self.wfile.write(b'HTTP/1.1 103 Early Hints\r\n\r\n')
        else:
            self.file(self.path)

class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients that go away are what is tested

server = Server(('127.0.0.1', 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
