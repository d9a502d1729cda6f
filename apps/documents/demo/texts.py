"""Subjects of the demonstration's documents; all facts and figures are invented.

Each line: unit | subject | background | what is asked.
"""

from __future__ import annotations

REQUESTS = """
nyj|开展2026年高标准农田建设项目前期工作|全市尚有低产田12万亩，灌排设施老化|同意启动3.2万亩高标准农田建设项目前期工作
nyj|举办全市农业社会化服务现场推进会|上半年全市托管服务面积达到86万亩次|同意以视频形式召开全市农业社会化服务推进会
nyj|申报国家现代农业产业园|桂花、油茶、楠竹三大产业链产值年均增长9.6%|同意以市政府名义申报国家现代农业产业园
slj|实施淦河流域综合治理三期工程|淦河城区段3处断面汛期水位偏高|同意实施淦河流域综合治理三期工程并落实市级配套资金
slj|调整中小型水库防汛责任人|部分责任人岗位已经变动|同意调整全市46座中小型水库防汛责任人
slj|建设城区第二水源应急连通工程|城区现有单一水源供水保障率不足|同意将应急连通工程列入年度投资计划
lyj|开展古树名木抢救复壮|全市登记在册古树名木3127株，其中濒危38株|同意安排专项资金开展抢救复壮
gxs|推进基层供销社综合服务能力提升|全市现有基层社67家|同意印发三年提升行动方案
jyj|调整2026年秋季城区小学学区划分|城区新增学位1800个|同意按方案调整城区小学学区
jyj|新建城区第九初级中学|城区初中学位缺口约1200个|同意将项目列入2027年政府投资计划
wjw|建设市疾控中心实验室能力提升项目|现有实验室建于2009年|同意项目立项并申报专项资金
wjw|设立紧急医学救援基地|全市急救平均反应时间14分钟|同意依托市中心医院设立紧急医学救援基地
ybj|调整门诊慢特病待遇政策|现行政策覆盖病种28个|同意将病种扩大到35个
wlj|举办2026年桂花文化旅游节|上届活动接待游客126万人次|同意按方案举办桂花文化旅游节
wlj|推进古民居集中连片保护利用|全市有传统村落29个|同意印发保护利用工作方案
zgj|调整城区土地出让底价会审机制|近两年土地市场供需发生变化|同意调整底价会审成员单位
zgj|开展城区地下管线普查|城区地下管线约2600公里|同意开展普查并落实经费
zjj|实施2027年度老旧小区改造计划|城区尚有2000年前建成小区57个|同意2027年改造31个小区的计划
zjj|城区既有住宅加装电梯补助|已受理申请214部|同意每部补助10万元并延续至2028年
jtj|优化城区公交线网|城区公交日均客流11.3万人次|同意新开5条、调整8条公交线路
jtj|实施G107咸安段改扩建工程|该路段日均交通量超过设计通行能力|同意成立工程建设指挥部
hbj|推进斧头湖水环境综合整治|斧头湖年均水质为Ⅳ类|同意印发综合整治三年方案
cgw|规范城区停车设施管理|城区公共停车泊位缺口约1.6万个|同意制定停车设施管理办法
gjj|调整住房公积金贷款额度|缴存职工家庭购房贷款需求上升|同意将双缴存家庭最高额度调整为80万元
swj|开展消费品以旧换新活动|上半年社会消费品零售总额增长7.1%|同意安排补贴资金2000万元
scj|推进食品小作坊集中加工区建设|全市登记食品小作坊1164家|同意在3个县市先行建设集中加工区
rsj|举办第三届技能大赛|全市技能人才总量21万人|同意按方案举办市级技能大赛
mzj|提高城乡居民最低生活保障标准|现行标准与居民消费支出比例偏低|同意自2027年1月起提高保障标准
mzw|开展民族团结进步示范创建|全市有少数民族人口3.4万人|同意开展示范创建活动
jxj|设立制造业技术改造专项资金|上半年技改投资占工业投资比重46%|同意设立专项资金5000万元
kjj|建设科技成果转化中试基地|全市高新技术企业612家|同意依托高新区建设中试基地
gzw|划转部分国有企业股权|3家市属企业业务高度重合|同意将有关股权无偿划转
jrj|设立中小微企业应急转贷资金|企业平均转贷成本偏高|同意设立规模1亿元的应急转贷资金
zsz|开展长三角招商推介活动|已对接项目线索142个|同意组团赴长三角开展招商推介
fgw|申报国家骨干冷链物流基地|全市冷库总库容38万吨|同意以市政府名义申报
fgw|调整城区居民用水价格|现行价格执行已满6年|同意启动价格调整程序
czj|追加2026年度抗旱救灾资金|夏秋连旱造成农作物受灾41万亩|同意追加抗旱救灾资金800万元
yjj|开展冬春火灾防控专项行动|高层建筑和人员密集场所隐患较多|同意开展专项行动
tjj|开展第五次全国经济普查成果开发|普查资料已经完成审核|同意成立成果开发工作领导小组
zsj|推进政务服务事项全市通办|可全市通办事项已梳理312项|同意印发全市通办事项清单
gdb|修建人防指挥所配套工程|现有设施不能满足使用要求|同意列入年度建设计划
jgz|整合市直机关闲置办公用房|清理出闲置办公用房1.2万平方米|同意按方案调剂使用
sjj|开展乡村建设资金专项审计|近三年投入资金约17亿元|同意列入2027年审计项目计划
gaj|建设城区智能交通信号系统|城区路口信号设备使用超过10年|同意项目立项
sfj|设立市公共法律服务中心|全市年均办理法律援助案件2600件|同意设立市公共法律服务中心
tyj|修缮革命烈士纪念设施|全市有县级以上烈士纪念设施23处|同意安排修缮经费
""".strip()

# Who sends one of these together with its unit: subject -> units.
TOGETHER = {"实施G107咸安段改扩建工程": ("czj", "zgj"), "开展城区地下管线普查": ("zjj", "czj")}

# unit | its field: with TOPICS they give each unit further requests of its own.
FIELDS = """
nyj|农业农村;slj|水利;lyj|林业;gxs|供销合作;jyj|教育;wjw|卫生健康;ybj|医疗保障;wlj|文化和旅游
zgj|自然资源;zjj|住房和城乡建设;jtj|交通运输;hbj|生态环境;cgw|城市管理;gjj|住房公积金;swj|商务
scj|市场监管;rsj|人力资源和社会保障;mzj|民政;mzw|民族宗教;jxj|工业和信息化;kjj|科技;gzw|国有资产监管
jrj|地方金融;zsz|招商引资;fgw|发展改革;czj|财政;yjj|应急管理;tjj|统计;zsj|政务服务;gdb|国防动员
jgz|机关事务;sjj|审计;gaj|公安;sfj|司法行政;tyj|退役军人事务
""".strip().replace("\n", ";")
TOPICS = (
    "调整2026年度{field}专项资金使用方向|年度资金执行进度未达到预期|同意调整部分{field}专项资金使用方向",
    "编制《咸宁市{field}发展“十五五”规划》|“十四五”规划执行期已满|同意将该规划列入市级专项规划目录",
    "举办全市{field}系统业务培训班|基层业务骨干轮岗交流较多|同意举办培训班并由县（市、区）派员参加",
    "表彰全市{field}工作先进集体和先进个人|五年来涌现出一批先进典型|同意按规定开展表彰",
)

# Reports only tell; nothing is asked.
REPORTS = """
tjj|2026年前三季度全市经济运行情况|前三季度地区生产总值同比增长6.3%
slj|2026年防汛抗旱工作情况|汛期共启动防汛应急响应4次
wjw|卫生健康重点工作进展情况|年度重点任务完成率82%
fgw|重点项目建设推进情况|年度计划投资完成率87.4%
scj|食品安全工作情况|全年监督抽检合格率98.9%
""".strip()

# unit | issuer | class | kind | title | body
OUTGOING = """
nyj|city_government|ordinary|notice|市人民政府关于做好2026年秋冬农业生产工作的通知|为抓好秋冬农业生产，现就有关事项通知如下。
jyj|general_office|ordinary|notice|市人民政府办公室关于做好2026年冬季校园安全工作的通知|为保障师生安全，现就有关事项通知如下。
yjj|general_office|ordinary|notice|市人民政府办公室关于开展冬春火灾防控工作的通知|为做好火灾防控，现就有关事项通知如下。
zjj|city_government|normative|notice|市人民政府关于印发咸宁市城区停车设施管理办法的通知|《咸宁市城区停车设施管理办法》已经市政府常务会议审议通过，现印发给你们，请认真执行。
wlj|city_government|important_policy|notice|市人民政府关于印发推动桂花产业高质量发展若干措施的通知|《推动桂花产业高质量发展若干措施》已经市政府常务会议审议通过，现印发给你们，请认真执行。
swj|general_office|ordinary|notice|市人民政府办公室关于开展消费品以旧换新工作的通知|为扩大消费，现就有关事项通知如下。
jtj|city_government|ordinary|letter|市人民政府关于商请支持G107改扩建工程前期工作的函|为加快工程建设，现商请支持项目前期工作，请研究并予函复。
fgw|city_government|upward_report|request_for_instructions|市人民政府关于申报国家骨干冷链物流基地的请示|为完善冷链物流体系，现就申报事项请示如下。妥否，请批示。
czj|city_government|upward_report|report|市人民政府关于2026年上半年财政预算执行情况的报告|2026年上半年财政预算执行总体平稳，收支进度符合预期。特此报告。
rsj|general_office|ordinary|notice|市人民政府办公室关于成立第三届技能大赛组委会的通知|为办好技能大赛，现将有关事项通知如下。
hbj|city_government|ordinary|notice|市人民政府关于加强斧头湖水环境保护的通知|为改善斧头湖水质，现就有关事项通知如下。
scj|general_office|ordinary|circular|市人民政府办公室关于食品安全责任落实情况的通报|现将有关情况通报如下。
slj|city_government|ordinary|notice|市人民政府关于做好2026年冬春农田水利建设工作的通知|为加快补齐灌排设施短板，现就有关事项通知如下。
lyj|general_office|ordinary|notice|市人民政府办公室关于加强2026年秋冬森林防火工作的通知|秋冬季森林火险等级持续偏高，现就有关事项通知如下。
wjw|general_office|ordinary|notice|市人民政府办公室关于做好冬春季传染病防控工作的通知|为保障群众健康，现就有关事项通知如下。
ybj|city_government|normative|notice|市人民政府关于印发咸宁市门诊慢特病保障办法的通知|《咸宁市门诊慢特病保障办法》已经市政府常务会议审议通过，现印发给你们，请认真执行。
zgj|general_office|ordinary|notice|市人民政府办公室关于开展城区地下管线普查的通知|为摸清地下管线底数，现就有关事项通知如下。
cgw|general_office|ordinary|notice|市人民政府办公室关于规范城区户外广告设置的通知|为改善城区市容，现就有关事项通知如下。
gjj|general_office|ordinary|notice|市人民政府办公室关于做好住房公积金提取便民服务的通知|为方便缴存职工，现就有关事项通知如下。
mzj|city_government|ordinary|notice|市人民政府关于提高2027年城乡居民最低生活保障标准的通知|为保障困难群众基本生活，现就有关事项通知如下。
mzw|general_office|ordinary|notice|市人民政府办公室关于开展民族团结进步示范创建工作的通知|为深化示范创建，现就有关事项通知如下。
jxj|city_government|important_policy|notice|市人民政府关于印发支持制造业技术改造若干措施的通知|《支持制造业技术改造若干措施》已经市政府常务会议审议通过，现印发给你们，请认真执行。
kjj|general_office|ordinary|notice|市人民政府办公室关于建设科技成果转化中试基地的通知|为促进成果转化，现就有关事项通知如下。
gzw|general_office|ordinary|notice|市人民政府办公室关于加强市属企业投资管理的通知|为防范投资风险，现就有关事项通知如下。
jrj|general_office|ordinary|notice|市人民政府办公室关于用好应急转贷资金的通知|为缓解中小微企业融资困难，现就有关事项通知如下。
zsz|general_office|ordinary|notice|市人民政府办公室关于做好招商引资项目跟踪服务的通知|为提高签约项目落地率，现就有关事项通知如下。
tjj|general_office|ordinary|notice|市人民政府办公室关于做好年度统计工作的通知|为提高统计数据质量，现就有关事项通知如下。
zsj|city_government|ordinary|notice|市人民政府关于公布政务服务事项全市通办清单的通知|为方便企业和群众办事，现就有关事项通知如下。
gdb|general_office|ordinary|notice|市人民政府办公室关于做好防空警报试鸣工作的通知|为检验警报设施，现就有关事项通知如下。
jgz|general_office|ordinary|notice|市人民政府办公室关于加强公共机构节能工作的通知|为降低公共机构能耗，现就有关事项通知如下。
sjj|city_government|ordinary|notice|市人民政府关于做好审计整改工作的通知|为落实审计整改责任，现就有关事项通知如下。
gaj|general_office|ordinary|notice|市人民政府办公室关于加强电动自行车安全管理的通知|为预防道路交通和火灾事故，现就有关事项通知如下。
sfj|city_government|ordinary|notice|市人民政府关于开展行政规范性文件清理工作的通知|为维护法制统一，现就有关事项通知如下。
tyj|general_office|ordinary|notice|市人民政府办公室关于做好烈士纪念设施保护工作的通知|为加强烈士纪念设施保护，现就有关事项通知如下。
lsj|general_office|ordinary|notice|市人民政府办公室关于做好2026年秋粮收购工作的通知|为保护种粮农民利益，现就有关事项通知如下。
cdc|general_office|ordinary|circular|市人民政府办公室关于疫苗接种服务情况的通报|全市疫苗接种服务总体规范，个别接种点存在登记不及时的问题，现予通报。
""".strip()

MEASURES = (
    "一、加强组织领导。各县（市、区）人民政府、市直各部门要明确责任分工，细化工作措施。\n"
    "二、突出工作重点。对照年度目标任务，逐项明确责任单位、完成时限和工作标准。\n"
    "三、强化督促检查。市政府督查室对落实情况开展跟踪督办，及时通报进展。"
)
RETURNS = ("未附可行性论证材料，请补充后重报。", "涉及市财政局职权，请先行会签。")
OPINIONS = (
    "该事项符合我市年度工作安排，拟同意，呈请批示。",
    "经审核，所请事项依据充分，拟同意按程序办理，呈请批示。",
    "经商市财政局，资金来源已落实，拟同意，呈请批示。",
)


def requests() -> list[tuple[str, str, str, str]]:
    """Return (unit, subject, background, ask) of all requests, no two alike, units in turn."""
    found = _in_turn([tuple(line.split("|")) for line in REQUESTS.splitlines()])
    pairs = [part.split("|") for part in FIELDS.split(";")]
    for turn in range(len(TOPICS)):
        for number, (unit, field) in enumerate(pairs):
            # Neighbours ask for different things, or a list would read like one form.
            topic = TOPICS[(number + turn) % len(TOPICS)]
            subject, background, ask = (t.format(field=field) for t in topic.split("|"))
            found.append((unit, subject, background, ask))
    return found  # type: ignore[return-value]


def _in_turn(lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the first line of each unit, then the second ones, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for line in lines:
        turns.append(seen.setdefault(line[0], 0))
        seen[line[0]] += 1
    order = sorted(range(len(lines)), key=lambda n: (turns[n], n))
    return [lines[n] for n in order]


def request_body(background: str, ask: str) -> str:
    """Return the text of a request with one matter."""
    return (
        f"为做好有关工作，现将有关事项请示如下。\n一、基本情况\n{background}。我单位已开展调查研究，"
        f"征求了有关方面意见，并与相关部门进行了协商。\n二、主要考虑\n该项工作符合市委、市政府年度工作安排，"
        f"实施条件基本具备，所需工作力量能够保障。\n三、请示事项\n恳请市人民政府{ask}。\n妥否，请批示。"
    )


def report_body(fact: str) -> str:
    """Return the text of a report that asks nothing."""
    return (
        f"现将有关情况报告如下。\n一、总体情况\n{fact}，各项工作有序推进。\n二、主要做法\n"
        "加强统筹调度，压实工作责任，定期分析研判。\n三、下一步打算\n继续抓好重点任务落实，巩固工作成效。\n特此报告。"
    )
