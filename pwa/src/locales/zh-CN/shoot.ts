// The camera that stays open.
export default {
  'shoot.earlier': '整改前的照片',
  'shoot.overlay': '叠加原照片',
  'shoot.title': '连续拍照',
  'shoot.shutter': '拍照',
  'shoot.done': '完成',
  'shoot.doneSaving': '正在存 {n} 张',
  'shoot.saved': '已存本机 {n} 张',
  'shoot.one.working': '正在存',
  'shoot.one.saved': '已保存',
  'shoot.one.failed': '未存',
  'shoot.torch': '补光灯',
  'shoot.starting': '正在打开相机',
  'shoot.failed': '有 {n} 张未能保存，请重拍',
  'shoot.denied': '不能直接使用相机（未授权或被占用），改用系统相机，每次拍一张',
  'shoot.system': '用系统相机拍',
  'shoot.shots': '本次所拍',
} as const
