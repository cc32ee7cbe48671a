import './look/base.css';
import './wh-app.ts';
import { reloadIfOtherBuild } from './hub/build-check.ts';
import { HubConnection } from './hub/connection.ts';
import { openSocket } from './hub/open-socket.ts';
import { RenderWatch } from './hub/render-watch.ts';
import { routeOf } from './route.ts';
import { startLanguage } from './words/say.ts';

await startLanguage();
const route = routeOf(location.pathname);
// The desk brings a grid and forms along that no counter needs.
if (route.face === 'desk') await import('./desk/wh-desk.ts');
const connection = new HubConnection(openSocket);
const rendering = new RenderWatch(
  (rendered) => connection.send({ type: 'alive', rendered }),
  () => location.reload(),
);
connection.onBeat = (at) => rendering.beat(at);
connection.listen(() => {
  if (connection.hello !== null) reloadIfOtherBuild(connection.hello.build);
});

const app = document.createElement('wh-app');
app.route = route;
app.hub = { connection, rendering };
document.body.append(app);
connection.start();
