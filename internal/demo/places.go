package demo

// The areas of 金坛区 with how many targets of the founding plan (坛应急〔2020〕2号: 390 = 150 in-plan + 240 double-random)
// lie in each. The split by area is invented, its sums are the plan's.
var areas = []struct {
	name           string
	inPlan, random int
	lat, lng       float64 // about its middle, WGS-84
}{
	{"金坛经济开发区", 36, 46, 31.745, 119.610},
	{"尧塘街道", 18, 28, 31.760, 119.690},
	{"直溪镇", 20, 24, 31.800, 119.450},
	{"薛埠镇", 16, 24, 31.720, 119.390},
	{"金城镇", 16, 24, 31.790, 119.560},
	{"儒林镇", 12, 20, 31.630, 119.640},
	{"指前镇", 10, 20, 31.640, 119.550},
	{"朱林镇", 10, 16, 31.720, 119.470},
	{"西城街道", 6, 20, 31.745, 119.565},
	{"东城街道", 6, 18, 31.750, 119.590},
}

// class is a reason for a place in the plan, with the trade words of such enterprises and the checklists that fit.
type class struct {
	flag       string
	n          int
	industry   string
	trades     []string
	checklists []string
}

// inPlanClasses are the key classes of the plan's 150; the numbers are invented, their sum is the plan's.
var inPlanClasses = []class{
	{"两重点一重大", 26, "危险化学品", []string{"化工", "精细化工", "化学材料", "医药中间体"}, []string{"general", "hazardous_chemicals"}},
	{"冶金", 18, "冶金铸造", []string{"精密铸造", "特钢", "铸锻", "轧钢"}, []string{"general", "metallurgy"}},
	{"粉尘涉爆", 30, "粉尘涉爆", []string{"木业", "抛光科技", "铝制品", "粮油", "家具"}, []string{"general", "dust_explosion"}},
	{"涉氨制冷", 3, "冷链食品", []string{"冷链食品", "肉类食品", "水产冷藏"}, []string{"general", "ammonia_refrigeration"}},
	{"烟花爆竹", 4, "烟花爆竹", []string{"烟花爆竹经营", "花炮商贸"}, []string{"general", "fireworks"}},
	{"使用危险化学品工贸", 30, "工贸", []string{"电镀", "涂装科技", "光伏材料", "印染", "新能源材料"}, []string{"general", "chemical_using_industry"}},
	{"有限空间", 24, "工贸", []string{"污水处理", "造纸", "食品发酵", "皮革", "纺织印染"}, []string{"general", "confined_space"}},
	{"近3年死亡事故", 6, "机械", []string{"重工机械", "建筑构件", "起重设备"}, []string{"general"}},
	{"因违法被查处", 9, "机械", []string{"五金制品", "塑胶", "橡胶制品"}, []string{"general"}},
}

// randomClasses are the trades of the 240 double-random targets.
var randomClasses = []class{
	{"", 96, "机械", []string{"机械制造", "数控设备", "传动设备", "模具", "汽车零部件"}, []string{"general"}},
	{"", 30, "纺织", []string{"纺织", "服饰", "织造", "无纺科技"}, []string{"general"}},
	{"", 26, "轻工", []string{"包装", "日用制品", "文具", "塑料制品"}, []string{"general"}},
	{"", 22, "危化经营", []string{"加油站", "石油销售", "气体销售"}, []string{"general", "hazardous_chemicals"}},
	{"", 18, "建材", []string{"建材", "新型墙材", "水泥制品"}, []string{"general"}},
	{"", 18, "商贸仓储", []string{"商贸", "仓储物流", "供应链"}, []string{"general"}},
	{"", 14, "冶金压延", []string{"金属压延", "带钢", "线材"}, []string{"general", "metallurgy"}},
	{"", 8, "有色", []string{"铜业", "铝业", "有色金属"}, []string{"general", "metallurgy"}},
	{"", 8, "其他", []string{"环保科技", "检测服务", "电子科技"}, []string{"general"}},
}

// sections of the bureau.
var sections = []string{"危险化学品监督管理科", "安全生产基础科", "行政执法大队一组", "行政执法大队二组", "行政执法大队三组"}

// The characters fictional names are made of; a few are rare on purpose, because real names have them.
var (
	firstHalf  = []rune("澄砺沐昶珩翊昕泓璟祺瀚钰晟烨铭骏鸿曦峻岚垚淼")
	secondHalf = []rune("砚岚垣阔璋翎晖源衡泰川策彤诚朗远越睿嘉禾舟")
	prefixes   = []string{"常州", "江苏", "金坛"}
	surnames   = []rune("陈王李张周吴徐孙朱高林何郭罗梁宋郑谢韩唐冯于董萧")
	givenNames = []string{"建国", "晓峰", "丽华", "志强", "文静", "海涛", "雪梅", "国平", "春燕", "立新", "佳怡", "永康", "玉兰", "俊杰", "慧敏", "宏伟"}
)
