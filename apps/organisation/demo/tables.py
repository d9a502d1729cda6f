"""The demonstration office as tables. Every personal name is invented, on purpose from plants."""

from __future__ import annotations

# login, post name, role, person
LEADERS = (
    ("mayor", "市长", "mayor", "柏云舟"),
    ("evm", "常务副市长", "executive_vice_mayor", "桂知远"),
    ("vm1", "副市长", "vice_mayor", "梅若川"),
    ("vm2", "副市长", "vice_mayor", "松见山"),
    ("vm3", "副市长", "vice_mayor", "兰照溪"),
    ("vm4", "副市长", "vice_mayor", "竺清扬"),
    ("vm5", "副市长", "vice_mayor", "柳成荫"),
    ("vm6", "副市长", "vice_mayor", "荷听雨"),
    ("sg", "秘书长", "secretary_general", "杉致和"),
)
PAIRS = (("evm", "vm1"), ("vm2", "vm3"), ("vm4", "vm5"))

# login, person, leaders served, section
DEPUTIES = (
    ("dsg1", "榆安然", ("mayor", "evm"), "m1"),
    ("dsg2", "槐思齐", ("vm1",), "m2"),
    ("dsg3", "枫晚照", ("vm2",), "m3"),
    ("dsg4", "樟怀瑾", ("vm3",), "m4"),
    ("dsg5", "桐声远", ("vm4",), "m5"),
    ("dsg6", "桑乐成", ("vm5", "vm6"), "m6"),
)

# code, name, duty, head's title, head
SECTIONS = (
    ("zh", "综合科", "general_section", "科长", "芦起草"),
    ("hw", "会务科", "meeting_section", "科长", "苔会务"),
    ("wd", "文电科", "registry", "科长", "蒿文电"),
    ("m1", "秘书一科", "secretariat", "科长", "薇拟办1"),
    ("m2", "秘书二科", "secretariat", "科长", "薇拟办2"),
    ("m3", "秘书三科", "secretariat", "科长", "薇拟办3"),
    ("m4", "秘书四科", "secretariat", "科长", "薇拟办4"),
    ("m5", "秘书五科", "secretariat", "科长", "薇拟办5"),
    ("m6", "秘书六科", "secretariat", "科长", "薇拟办6"),
    ("dc", "督查室", "supervision_office", "主任", "槭督查"),
    ("xx", "政务公开与信息化科", "disclosure_section", "科长", "蓼公开"),
    ("zb", "总值班室", "duty_office", "主任", "芥值班"),
    ("rs", "人事科", "personnel_section", "科长", "芙人事"),
)
# login, section, post name, person
MEMBERS = (
    ("wd2", "wd", "文电科登记员", "芹登记"),
    ("fz", "wd", "法制审核联络员", "萍法审"),
)

# code|name|short name|kind|head|leader|duty
DEPARTMENTS = """
fgb|市政府办公室|市政府办|W|@sg|evm|
fgw|市发展和改革委员会|市发改委|W|楠一舟|evm|development_bureau
jxj|市经济和信息化局|市经信局|W|槿行之|vm1|
jyj|市教育局|市教育局|W|杏敏求|vm3|
kjj|市科学技术局|市科技局|W|桦启明|vm1|
mzw|市民族宗教事务委员会|市民宗委|W|葵向和|vm5|
gaj|市公安局|市公安局|W|@vm6|vm6|
mzj|市民政局|市民政局|W|萱暖心|vm5|
sfj|市司法局|市司法局|W|棠守正|vm6|justice_bureau
czj|市财政局|市财政局|W|橘量入|evm|finance_bureau
rsj|市人力资源和社会保障局|市人社局|W|芷劳安|vm5|
zgj|市自然资源和规划局|市自然资源和规划局|W|苇规图|vm4|
hbj|市生态环境局|市生态环境局|W|蓝碧空|vm4|
zjj|市住房和城乡建设局|市住建局|W|桉广厦|vm4|
jtj|市交通运输局|市交通运输局|W|柚通达|vm4|
slj|市水利和湖泊局|市水利和湖泊局|W|菱澄波|vm2|
nyj|市农业农村局|市农业农村局|W|稷丰年|vm2|
swj|市商务局|市商务局|W|蔷远客|vm5|
wlj|市文化和旅游局|市文旅局|W|茶叙言|vm3|
wjw|市卫生健康委员会|市卫健委|W|艾安康|vm3|
tyj|市退役军人事务局|市退役军人事务局|W|柘归田|vm6|
yjj|市应急管理局|市应急管理局|W|荆备豫|evm|
sjj|市审计局|市审计局|W|柯察明|mayor|
scj|市市场监督管理局|市市场监管局|W|蒲公平|vm5|market_bureau
tjj|市统计局|市统计局|W|筱实数|evm|
lyj|市林业局|市林业局|W|檀万青|vm2|
cgw|市城市管理执法委员会|市城管执法委|W|梨整容|vm4|
zsj|市政务服务和大数据管理局|市政务和大数据局|W|芸通办|evm|
ybj|市医疗保障局|市医保局|W|芎济众|vm3|
gzw|市政府国有资产监督管理委员会|市国资委|W|枣保值|vm1|
jrj|市地方金融工作局|市金融局|W|榕活水|vm1|
gdb|市国防动员办公室|市国动办|W|栎固安|evm|
zsz|市招商和投资促进中心|市招商中心|I|蕙来宾|vm1|
jgz|市机关事务服务中心|市机关事务中心|I|藤勤务|evm|
gjj|市住房公积金中心|市公积金中心|I|楸安居|vm4|
gxs|市供销合作社联合社|市供销社|I|苎流通|vm2|
lsj|市粮食和物资储备局|市粮食和物资储备局|A|黍储盈|evm|
cdc|市疾病预防控制局|市疾控局|A|芩防微|vm3|
""".strip()
KINDS = {"W": "department", "I": "affiliated_institution", "A": "subordinate_agency"}
PARENTS = {"lsj": "fgw", "cdc": "wjw"}

# code, name, kind, head's post, head
COUNTIES = (
    ("xa", "咸安区人民政府", "咸安区", "区长", "樱向晚"),
    ("cb", "赤壁市人民政府", "赤壁市", "赤壁市市长", "枳破浪"),
    ("jy", "嘉鱼县人民政府", "嘉鱼县", "县长", "莼思归"),
    ("tc", "通城县人民政府", "通城县", "县长", "蕨生春"),
    ("cy", "崇阳县人民政府", "崇阳县", "县长", "楮凿纸"),
    ("ts", "通山县人民政府", "通山县", "县长", "桤云起"),
)
# The same seats where the rules are a county's.
TOWNS = (
    ("xa", "桃溪镇人民政府", "桃溪镇", "镇长", "樱向晚"),
    ("cb", "竹坪镇人民政府", "竹坪镇", "镇长", "枳破浪"),
    ("jy", "江口镇人民政府", "江口镇", "镇长", "莼思归"),
    ("tc", "云台乡人民政府", "云台乡", "乡长", "蕨生春"),
    ("cy", "白茶乡人民政府", "白茶乡", "乡长", "楮凿纸"),
    ("ts", "石门乡人民政府", "石门乡", "乡长", "桤云起"),
)
ZONE = ("gxq", "咸宁高新技术产业开发区管委会", "高新区管委会", "主任", "梧创新", "vm1")

# code, name, contact leader ("" for none), duty
EXTERNALS = (
    ("swb", "市委办公室", "", "party_committee_office"),
    ("swd", "市委督查室", "", ""),
    ("rdb", "市人大常委会办公室", "", ""),
    ("zxb", "市政协办公室", "", ""),
    ("jfq", "咸宁军分区", "", ""),
    ("swu", "市税务局", "evm", ""),
    ("qxj", "市气象局", "vm2", ""),
    ("xfd", "市消防救援支队", "vm6", ""),
    ("xfj", "市信访局", "vm6", ""),
)
# login, name, role
ADMINISTRATORS = (
    ("sysadmin", "茅系统", "系统管理员"),
    ("secadmin", "茜安全", "安全保密管理员"),
    ("auditadmin", "荻审计", "审计管理员"),
    ("bizadmin", "蕨业务", "业务管理员"),
)
