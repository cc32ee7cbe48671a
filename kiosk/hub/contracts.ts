/** What of the hub the kiosk speaks with, by the `name` of its contract. Types only: not a line of the hub's code reaches a page. */
import type { Static, TSchema } from 'typebox';
import type { lastUsed, previewBagTicket, printBagTicket, stopWaiting } from '../../hub/bays/contract.ts';
import type { benchTopic, scalesTopic } from '../../hub/demo/contract.ts';
import type {
  acceptHandOver,
  decideLoss,
  declineHandOver,
  listHandOvers,
  listHolders,
  listLosses,
  offerHandOver,
  reportLoss,
  useHoldings,
  withdrawHandOver,
} from '../../hub/holdings/contract.ts';
import type { listHeld } from '../../hub/holdings/list-contract.ts';
import type { commitImport, importTopic, listImportRows } from '../../hub/kernel/import-contract.ts';
import type { listOpenOrders } from '../../hub/orders/contract.ts';
import type {
  addWeight,
  changePart,
  listCategories,
  listPriceLevels,
  retirePart,
  retireWeight,
  setBarcodes,
  setLot,
  setPrices,
  setRelation,
  setStocking,
} from '../../hub/parts/card-contract.ts';
import type { addPart, findParts, printPartLabels } from '../../hub/parts/contract.ts';
import type { listPeople } from '../../hub/people/contract.ts';
import type { listWarehouses, printBinLabels } from '../../hub/places/contract.ts';
import type { answerJob, SheetShape } from '../../hub/printing/contract.ts';
import type { printList } from '../../hub/printing/list-contract.ts';
import type {
  answerStale,
  cancelJob,
  listPapers,
  moveJob,
  previewJob,
  printQueueTopic,
  printSelfTest,
  reprintJob,
  setPrintRule,
} from '../../hub/printing/queue-contract.ts';
import type { listArchive } from '../../hub/requisitions/archive-contract.ts';
import type {
  createRequisition,
  setLineQuantity,
  setPurpose,
  setRemark,
  undoStep,
} from '../../hub/requisitions/contract.ts';
import type {
  approveRequisition,
  cancelRequisition,
  confirmRequisition,
  rejectRequisition,
  reprintRequisition,
  submitRequisition,
  withdrawRequisition,
} from '../../hub/requisitions/decision-contract.ts';
import type {
  addRequisitionLine,
  copyRequisition,
  issueLessOf,
  nameLineLots,
  refuseRequisition,
  reverseRequisition,
  setRequisitionHead,
  signForRequisition,
  takeRequisition,
} from '../../hub/requisitions/life-contract.ts';
import type {
  listLotPromises,
  listRequisitions,
  previewRequisition,
  showRequisition,
} from '../../hub/requisitions/query-contract.ts';
import type {
  previewRequisitionTemplate,
  setRequisitionTemplate,
  showRequisitionTemplate,
} from '../../hub/requisitions/template-contract.ts';
import type * as returns from '../../hub/returns/contract.ts';
import type { listReturns, previewReturn, showReturn } from '../../hub/returns/query-contract.ts';
import type {
  addToList,
  listStations,
  openDocument,
  putAside,
  sendList,
  startReturnAt,
  takeMissedScan,
} from '../../hub/stations/contract.ts';
import type {
  addDevice,
  changeDevice,
  deskDevicesTopic,
  listProfiles,
  printSetUpSheet,
  removeDevice,
} from '../../hub/stations/device-contract.ts';
import type { frameSample, listFrames } from '../../hub/stations/frame-contract.ts';
import type { bayTopic, counterTopic, devicesTopic } from '../../hub/stations/topic-contract.ts';
import type { scaleTopic, setSamplingAt, takeLine } from '../../hub/stations/weighing-contract.ts';
import type { listHoldings } from '../../hub/stock/contract.ts';
import type { listHistory, showMovement } from '../../hub/stock/list-contract.ts';
import type { listLots, listParts, showPart } from '../../hub/stock/part-contract.ts';

import type { lineTopic } from '../../hub/sync/topic-contract.ts';
import type { previewSample, takeSample, weighBin } from '../../hub/weighing/contract.ts';

type Topic<C extends { params: TSchema; state: TSchema }> = { params: Static<C['params']>; state: Static<C['state']> };
type Exchange<C extends { request: TSchema; reply: TSchema }> = {
  request: Static<C['request']>;
  reply: Static<C['reply']>;
};

export type Topics = {
  'stations.counter': Topic<typeof counterTopic>;
  'stations.bay': Topic<typeof bayTopic>;
  'stations.scale': Topic<typeof scaleTopic>;
  'stations.devices': Topic<typeof devicesTopic>;
  'stations.desk-devices': Topic<typeof deskDevicesTopic>;
  'tables.import': Topic<typeof importTopic>;
  'printing.queue': Topic<typeof printQueueTopic>;
  'sync.line': Topic<typeof lineTopic>;
  'demo.bench': Topic<typeof benchTopic>;
  'demo.scales': Topic<typeof scalesTopic>;
};
export type Operations = {
  'requisitions.set-quantity': Exchange<typeof setLineQuantity>;
  'requisitions.set-remark': Exchange<typeof setRemark>;
  'requisitions.set-purpose': Exchange<typeof setPurpose>;
  'requisitions.undo': Exchange<typeof undoStep>;
  'requisitions.cancel': Exchange<typeof cancelRequisition>;
  'requisitions.confirm': Exchange<typeof confirmRequisition>;
  'requisitions.approve': Exchange<typeof approveRequisition>;
  'requisitions.reject': Exchange<typeof rejectRequisition>;
  'requisitions.set-template': Exchange<typeof setRequisitionTemplate>;
  'requisitions.reprint': Exchange<typeof reprintRequisition>;
  'requisitions.create': Exchange<typeof createRequisition>;
  'requisitions.submit': Exchange<typeof submitRequisition>;
  'requisitions.withdraw': Exchange<typeof withdrawRequisition>;
  'requisitions.sign': Exchange<typeof signForRequisition>;
  'requisitions.refuse': Exchange<typeof refuseRequisition>;
  'requisitions.reverse': Exchange<typeof reverseRequisition>;
  'requisitions.issue-less': Exchange<typeof issueLessOf>;
  'requisitions.copy': Exchange<typeof copyRequisition>;
  'requisitions.add-line': Exchange<typeof addRequisitionLine>;
  'requisitions.set-head': Exchange<typeof setRequisitionHead>;
  'requisitions.name-lots': Exchange<typeof nameLineLots>;
  'requisitions.take': Exchange<typeof takeRequisition>;
  'holdings.use': Exchange<typeof useHoldings>;
  'holdings.offer': Exchange<typeof offerHandOver>;
  'holdings.accept': Exchange<typeof acceptHandOver>;
  'holdings.decline': Exchange<typeof declineHandOver>;
  'holdings.withdraw': Exchange<typeof withdrawHandOver>;
  'holdings.report-loss': Exchange<typeof reportLoss>;
  'holdings.decide-loss': Exchange<typeof decideLoss>;
  'returns.start': Exchange<typeof returns.startReturn>;
  'returns.set-line': Exchange<typeof returns.setReturnLine>;
  'returns.split-line': Exchange<typeof returns.splitReturnLine>;
  'returns.set-head': Exchange<typeof returns.setReturnHead>;
  'returns.submit': Exchange<typeof returns.submitReturn>;
  'returns.approve': Exchange<typeof returns.approveReturn>;
  'returns.reject': Exchange<typeof returns.rejectReturn>;
  'returns.receive': Exchange<typeof returns.receiveReturn>;
  'returns.confirm': Exchange<typeof returns.confirmReturn>;
  'returns.cancel': Exchange<typeof returns.cancelReturn>;
  'returns.reprint': Exchange<typeof returns.reprintReturn>;
  'bays.stop-waiting': Exchange<typeof stopWaiting>;
  'bays.print-bag-ticket': Exchange<typeof printBagTicket>;
  'printing.answer': Exchange<typeof answerJob>;
  'printing.answer-stale': Exchange<typeof answerStale>;
  'printing.cancel': Exchange<typeof cancelJob>;
  'printing.move': Exchange<typeof moveJob>;
  'printing.reprint': Exchange<typeof reprintJob>;
  'printing.print-list': Exchange<typeof printList>;
  'printing.self-test': Exchange<typeof printSelfTest>;
  'printing.set-rule': Exchange<typeof setPrintRule>;
  'parts.add': Exchange<typeof addPart>;
  'parts.change': Exchange<typeof changePart>;
  'parts.retire': Exchange<typeof retirePart>;
  'parts.set-barcodes': Exchange<typeof setBarcodes>;
  'parts.set-prices': Exchange<typeof setPrices>;
  'parts.set-stocking': Exchange<typeof setStocking>;
  'parts.set-lot': Exchange<typeof setLot>;
  'parts.add-weight': Exchange<typeof addWeight>;
  'parts.retire-weight': Exchange<typeof retireWeight>;
  'parts.set-relation': Exchange<typeof setRelation>;
  'tables.commit-import': Exchange<typeof commitImport>;
  'parts.print-labels': Exchange<typeof printPartLabels>;
  'places.print-bin-labels': Exchange<typeof printBinLabels>;
  'stations.open-document': Exchange<typeof openDocument>;
  'stations.add-to-list': Exchange<typeof addToList>;
  'stations.send-list': Exchange<typeof sendList>;
  'stations.put-aside': Exchange<typeof putAside>;
  'stations.start-return': Exchange<typeof startReturnAt>;
  'stations.take-missed-scan': Exchange<typeof takeMissedScan>;
  'stations.take-line': Exchange<typeof takeLine>;
  'stations.set-sampling': Exchange<typeof setSamplingAt>;
  'weighing.take-sample': Exchange<typeof takeSample>;
  'weighing.weigh-bin': Exchange<typeof weighBin>;
  'stations.add-device': Exchange<typeof addDevice>;
  'stations.change-device': Exchange<typeof changeDevice>;
  'stations.remove-device': Exchange<typeof removeDevice>;
  'stations.print-set-up-sheet': Exchange<typeof printSetUpSheet>;
};
export type Queries = {
  'stock.parts': Exchange<typeof listParts>;
  'stock.part': Exchange<typeof showPart>;
  'stock.lots': Exchange<typeof listLots>;
  'weighing.preview-sample': Exchange<typeof previewSample>;
  'parts.categories': Exchange<typeof listCategories>;
  'parts.price-levels': Exchange<typeof listPriceLevels>;
  'tables.import-rows': Exchange<typeof listImportRows>;
  'requisitions.archive': Exchange<typeof listArchive>;
  'stations.list': Exchange<typeof listStations>;
  'stations.list-profiles': Exchange<typeof listProfiles>;
  'stations.list-frames': Exchange<typeof listFrames>;
  'stations.frame-sample': Exchange<typeof frameSample>;
  'printing.of-document': Exchange<typeof listPapers>;
  'printing.preview': Exchange<typeof previewJob>;
  'bays.preview-bag-ticket': Exchange<typeof previewBagTicket>;
  'requisitions.template': Exchange<typeof showRequisitionTemplate>;
  'requisitions.preview-template': Exchange<typeof previewRequisitionTemplate>;
  'requisitions.preview': Exchange<typeof previewRequisition>;
  'requisitions.show': Exchange<typeof showRequisition>;
  'requisitions.lot-promises': Exchange<typeof listLotPromises>;
  'requisitions.list': Exchange<typeof listRequisitions>;
  'holdings.holders': Exchange<typeof listHolders>;
  'holdings.hand-overs': Exchange<typeof listHandOvers>;
  'holdings.losses': Exchange<typeof listLosses>;
  'returns.show': Exchange<typeof showReturn>;
  'returns.list': Exchange<typeof listReturns>;
  'returns.preview': Exchange<typeof previewReturn>;
  'bays.last-used': Exchange<typeof lastUsed>;
  'parts.find': Exchange<typeof findParts>;
  'stock.holdings': Exchange<typeof listHoldings>;
  'stock.movement': Exchange<typeof showMovement>;
  'stock.history': Exchange<typeof listHistory>;
  'holdings.list': Exchange<typeof listHeld>;
  'orders.open-list': Exchange<typeof listOpenOrders>;
  'people.list': Exchange<typeof listPeople>;
  'places.list': Exchange<typeof listWarehouses>;
};

/** The questions that answer as a list does: rows of this page, and how many there are. */
export type Lists = {
  [Q in keyof Queries as Queries[Q]['reply'] extends { count: number; rows: readonly { id: string }[] } ? Q : never]: {
    /** What a page asks besides the search, the order and the place in the list. */
    asked: Omit<Queries[Q]['request'], 'search' | 'sort' | 'descending' | 'offset' | 'limit'>;
    row: Queries[Q]['reply'] extends { rows: readonly (infer Row)[] } ? Row : never;
  };
};
export type CatalogueRow = Lists['stock.parts']['row'];
export type CataloguePart = NonNullable<Queries['stock.part']['reply']['part']>;
export type PriceLevel = Queries['parts.price-levels']['reply']['levels'][number];
export type WarehouseBins = Queries['places.list']['reply']['warehouses'][number];

export type BayState = Topics['stations.bay']['state'];
export type CounterState = Topics['stations.counter']['state'];
export type DeskDevices = Topics['stations.desk-devices']['state'];
export type DeskDevice = DeskDevices['devices'][number];
export type PluggedDevice = DeskDevices['plugged'][number];
export type DeviceProfile = Queries['stations.list-profiles']['reply']['profiles'][number];
export type LoggedFrame = Queries['stations.list-frames']['reply']['frames'][number];
export type FrameMeaning = LoggedFrame['meaning'];
export type FrameSample = Queries['stations.frame-sample']['reply'];
export type ScaleState = Topics['stations.scale']['state'];
export type Weighing = CounterState['weighings'][number];
export type DevicesState = Topics['stations.devices']['state'];
export type Device = DevicesState['devices'][number];
export type PrintQueue = Topics['printing.queue']['state'];
export type QueuePrinter = PrintQueue['printers'][number];
export type SlipTemplate = Queries['requisitions.template']['reply']['template'];
export type MediumName = NonNullable<Queries['printing.preview']['request']['medium']>;
export type Bench = Topics['demo.bench']['state'];
export type BenchScale = Topics['demo.scales']['state']['scales'][number];
export type { ScaleRequest } from '../../hub/demo/contract.ts';
export type Sheet = Static<typeof SheetShape>;
export type Station = Queries['stations.list']['reply']['stations'][number];
export type { SessionReply, SignInRequest } from '../../hub/people/contract.ts';
export type { PrintJobSummary } from '../../hub/printing/contract.ts';
export type { Slip } from '../../hub/requisitions/contract.ts';
export type { ReturnSlip } from '../../hub/returns/contract.ts';
export type { CallAnswer, ClientFrame, Problem, ServerFrame } from '../../hub/server/socket-contract.ts';
export type { ScanResult } from '../../hub/stations/contract.ts';
export type ReturnLine = NonNullable<CounterState['return']>['lines'][number];
export type SlipLine = NonNullable<CounterState['slip']>['lines'][number];
