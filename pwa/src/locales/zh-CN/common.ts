// zh-CN is the source: every other locale has exactly these keys (checked by type and by test).
// {name} is a place for a value. A comment stands where a translator needs one.
export default {
  'app.name': '安监',
  'app.newer': '（更新应用后显示）', // stands for a word of a newer version that this one does not know
  'nav.label': '主导航',
  'nav.today': '今日',
  'nav.checks': '检查',
  'nav.enterprises': '企业',
  'nav.me': '我的',

  'do.back': '返回',
  'do.close': '关闭',
  'do.cancel': '取消',
  'do.undo': '撤销', // takes back the act just done
  'do.clear': '清除重写', // the signature pad
  'do.retry': '重试',
  'do.remove': '移除',

  'verdict.label': '检查结果',
  'verdict.conforms': '符合',
  'verdict.violates': '不符合',
  'verdict.not_applicable': '不适用',
  'verdict.not_examined': '未检查',

  'sync.offline': '无网络 · 本机可继续',
  'sync.waiting': '本机待传 {acts} 条 · {photos} 张照片',
  'sync.sending': '正在传 {acts} 条 · {photos} 张照片',
  'sync.parked': '{count} 条被服务器拒绝，待处理',
  'sync.signIn': '需要重新登录后上传',
  'sync.updateApp': '更新后发送 {acts} 条', // the two sides speak different versions; nothing is dropped
  'sync.otherVersion': '服务器与应用版本不同，更新后继续',
  'sync.open': '查看上传情况',

  'mark.onServer': '已在服务器，已核对',
  'mark.verified': '已核对', // on the server, hash compared; short, for a small tile
  'mark.sending': '正在传',
  'mark.onlyHere': '仅在本机',
  'mark.parked': '待处理',

  'progress.of': '{done}/{all}',
  'progress.label': '已完成 {done} 项，共 {all} 项',
  'wait.loading': '正在读取',

  'photo.take': '拍照',
  'photo.album': '从相册选',
  'photo.alt': '现场照片 {n}',
  'photo.fromAlbum': '相册导入', // stamped on the picture: honest about where it came from
  'photo.noFix': '未获取定位', // on the watermark: the phone had no position fix
  'photo.working': '正在处理照片',

  'ink.sign': '在此签名',
  'ink.done': '完成签名',
  'ink.tooLittle': '笔迹太少，请完整签名',
  'ink.picture': '{name} 的签名',

  'field.required': '必填',
  'field.number': '请填数字',
  'do.on': '开',
  'do.off': '关',
  'language.other': 'English', // the name of the other language, in that language
  'refusal.article': '依据：{article}',

  'state.planned': '待派单',
  'state.assigned': '已派单',
  'state.ready': '方案已批',
  'state.open': '检查中',
  'state.recorded': '待签字',
  'state.signed': '已签字',
  'state.closed': '已结案',
  'state.entry_refused': '拒绝进入',
  'state.cancelled': '已取消',

  'role.inspector': '执法人员',
  'role.section_head': '科室负责人',
  'role.leader': '局领导',
  'role.policy': '政策法规科',
  'role.enterprise': '企业',
  'role.expert': '专家',
  'role.town': '镇（街道）安监站',
  'role.admin': '系统管理员',
} as const
