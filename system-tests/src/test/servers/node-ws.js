// A websocket server as its manual shows it. It knows nothing of drain.
const { createServer } = require('http');
const { WebSocketServer } = require('ws');

const server = createServer((request, response) => response.end('ok'));
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', (message) => socket.send(message.toString()));
});
server.listen(Number(process.argv[2]));
