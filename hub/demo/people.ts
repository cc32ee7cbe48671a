import type { Role } from '../kernel/actor.ts';

export type DemoPerson = {
  readonly number: string;
  readonly name: string;
  readonly team: string;
  readonly roles: readonly Role[];
  readonly badge: string;
  /** Shown on the bench, because nobody can know a demo's PINs otherwise. */
  readonly pin: string;
};

function person(number: string, name: string, team: string, roles: readonly Role[], pin: string): DemoPerson {
  return { number, name, team, roles, badge: `GP${number}`, pin };
}

/** Everybody in the demo workshop. The first keepers open the counters. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person('2001', '吴敏', '配件库', ['keeper'], '246810'),
  person('2002', '郑强', '配件库', ['keeper'], '135790'),
  person('2003', '孙莉', '配件库', ['keeper'], '112358'),
  person('1007', '周建国', '机修一组', ['technician'], '100710'),
  person('1008', '李志明', '机修一组', ['technician'], '100810'),
  person('1012', '王海涛', '机修二组', ['technician'], '101210'),
  person('1015', '陈立新', '机修二组', ['technician'], '101510'),
  person('1021', '刘洋', '电工组', ['technician'], '102110'),
  person('1024', '赵铁军', '钣喷组', ['technician'], '102410'),
  person('3001', '林晓', '客服', ['advisor'], '300110'),
  person('3101', '何卫东', '车间', ['supervisor', 'inspector'], '310110'),
  person('3201', '钱芳', '收银', ['cashier'], '320110'),
  person('9001', '黄志远', '店长室', ['manager', 'administrator'], '900110'),
];

export type DemoVehicle = {
  readonly plate: string;
  readonly model: string;
  readonly newEnergy: boolean;
  readonly owner: string;
  readonly phone: string;
  /** An order that is open for it, when there is one. */
  readonly order: { readonly kind: string; readonly complaint: string; readonly bay: string } | null;
};

function vehicle(
  plate: string,
  model: string,
  owner: string,
  phone: string,
  order: DemoVehicle['order'] = null,
): DemoVehicle {
  return { plate, model, newEnergy: plate.length === 8, owner, phone, order };
}

function order(kind: string, complaint: string, bay: string) {
  return { kind, complaint, bay };
}

export const DEMO_VEHICLES: readonly DemoVehicle[] = [
  vehicle('京AD1234', '迈腾 B8L', '马先生', '13800000001', order('保养', '5 万公里保养, 刹车有异响', '2 号工位')),
  vehicle('粤BF88088', '宋 Pro DM-i', '谢女士', '13800000002', order('机修', '空调不制冷', '3 号工位')),
  vehicle('京N9K201', '卡罗拉 1.2T', '高先生', '13800000003', order('机修', '右前轮异响', '6 号工位')),
  vehicle('沪C6P77E', '雅阁 260T', '杨女士', '13800000004', order('保养', '小保养', '1 号工位')),
  vehicle('苏E50N88', '哈弗 H6', '许先生', '13800000005', order('机修', '发动机故障灯亮', '4 号工位')),
  vehicle('京AF01234', '秦 PLUS DM-i', '冯先生', '13800000006', order('电工', '右大灯不亮', '5 号工位')),
  vehicle('浙A7Q3M2', '朗逸 Plus', '邓女士', '13800000007', order('钣喷', '左后门刮擦', '钣喷 1')),
  vehicle('京Q8T655', '途观 L', '曹先生', '13800000008', order('保养', '更换变速箱油', '7 号工位')),
  vehicle('津K29B01', '思域 220T', '彭先生', '13800000009'),
  vehicle('冀R5X610', '轩逸 1.6', '曾女士', '13800000010'),
  vehicle('京PL7086', '凯美瑞 2.5', '萧先生', '13800000011'),
  vehicle('鲁BF77219', '宋 Pro DM-i', '田女士', '13800000012'),
];
