// The rescue pack: everything unsent in one file for the office.
export default {
  'rescue.title': '救援包',
  'rescue.what': '手机传不上去时，把本机未上传的内容装进一个文件，交给单位在电脑上导入。',
  'rescue.holds': '将装入：{acts} 条操作 · {photos} 张照片 · {size}',
  'rescue.empty': '本机没有未上传的内容，不需要救援包。',
  'rescue.sealed': '文件已加密，只有本单位的服务器能打开。导入几次都一样，本机内容不会删除。',
  'rescue.make': '生成救援包',
  'rescue.making': '正在生成 {percent}%',
  'rescue.made': '已装入 {acts} 条操作 · {photos} 张照片 · {size}',
  'rescue.share': '发送给…',
  'rescue.download': '存到手机',
  'rescue.next': '下一步：把文件发给科室负责人或系统管理员，在电脑“救援包”页导入。导入后手机有信号时，待传内容自动清空。',
  'rescue.noKit': '这部手机还没有取得单位的加密公钥：联网登录一次后才能生成。',
  'rescue.noCrypto': '这个浏览器打开的地址不安全（不是 https），不能加密。',
  'rescue.storage': '读取本机内容失败，重启浏览器后再试。',
  'rescue.file': '救援包', // begins the file's name
} as const
