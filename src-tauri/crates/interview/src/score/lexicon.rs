//! Families of words that do the same work in an interview answer.
//!
//! A few thousand examples cannot hold every way to say "we stopped it". Beside the word itself the scorer therefore
//! reads its families, so that "shelved" profits from what was learnt on "dropped". A word may belong to several.

/// Name of each family and its words; `~` marks a beginning of words.
pub const FAMILIES: [(&str, &str); 46] = [
    (
        "exec",
        "ceo cfo coo cto cpo cro cmo cio ciso vp svp evp md gm founder founders board chair chairman chairwoman chief president executive executives exec execs boss bosses director committee owner sponsor sponsors partner leadership management minister superintendent council",
    ),
    (
        "peer",
        "sales marketing finance legal ops operations engineering engineers compliance procurement support logistics security risk brand hr it design research analytics data underwriting claims warehouse nurses doctors surgeons drivers union regions country depot depots",
    ),
    (
        "team",
        "team teams squad squads crew crews group groups lead leads manager managers pm pms director directors department departments org organisation organization people analyst analysts designer designers developer developers engineer engineers",
    ),
    (
        "month",
        "january february march april may june july august september october november december spring summer autumn winter christmas easter quarter q1 q2 q3 q4",
    ),
    (
        "unit",
        "day days week weeks month months quarter quarters year years hour hours minute minutes second seconds fortnight sprint sprints",
    ),
    (
        "weekday",
        "monday mondays tuesday tuesdays wednesday thursday fridays friday saturday sunday weekly monthly daily quarterly",
    ),
    (
        "money",
        "euro euros dollar dollars pound pounds pence cents cent million millions billion thousand reais zloty krona kronor crowns francs rand rupees pesos yen bucks grand k margin cost costs price budget revenue",
    ),
    (
        "rise",
        "rose rise grew grow climbed increased increase doubled tripled jumped gained improved recovered higher up more better",
    ),
    ("fall", "fell fall dropped drop halved shrank declined decreased slipped lower less fewer down reduced cut came"),
    (
        "outcome",
        "revenue retention churn conversion renewal renewals renewed complaints tickets orders bookings sales margin costs returns cancellations cancelled sign signups subscriptions subscribers users customers adoption usage errors incidents downtime calls waiting wait queue turnover attrition profit loss losses basket activation nps defects refunds visits openings shipments deliveries profit fines",
    ),
    (
        "giveup",
        "dropped drop dropping killed kill killing cut cutting stopped stop stopping shelved shut closed close parked postponed delayed delay froze freeze frozen paused pause cancelled cancel scrapped binned deprioritised deprioritized skipped skip ditched retired sunset sunsetted abandoned removed removing axed pulled sacrificed forgo forgoing forfeited",
    ),
    ("leaveout", "leave left without wouldn't won't not out alone later until instead rather untouched wait waits"),
    (
        "discover",
        "found find saw see noticed notice counted count measured measure listened interviewed watched timed tested test pulled traced sampled surveyed survey data numbers showed shows turned logs analysis analysed analyzed cohort evidence told learned rang phoned called rode sat",
    ),
    (
        "people",
        "hired hire hiring promoted promote promotion coached coach coaching fired mentor mentored mentoring retained successor succession recruit recruited recruiting interview interviews candidates onboarding career feedback severance grew grow grown growing development junior senior staff",
    ),
    ("leave", "quit resigned resignation resignations stayed stay left leave leaving attrition retire retired"),
    (
        "agree",
        "agree agreed agreement agreeing signed deal bargain pact consensus aligned align accepted accept compromise settled settle consent yes onboard",
    ),
    (
        "exchange",
        "return exchange trade traded swap swapped lend lent borrowed offered offer offering gave give gives giving got gets favour bargain",
    ),
    (
        "worry",
        "afraid nervous scared worried worry fear feared fears lose losing blamed blame hurt hung threatened keep awake risk risked angry furious objected objection objections resisted",
    ),
    (
        "meet",
        "lunch coffee dinner beer walk walked visited visit sat shadowed shift shifts ride asked ask asking listened listening room table drove",
    ),
    (
        "option",
        "option options version versions ways choices choice scenarios alternatives paths recommend recommended recommendation preferred preference pick marked costed costings proposal memo page brief one-pager",
    ),
    (
        "pre",
        "before ahead early beforehand advance previous pre warned warn told heads surprise surprised surprises prewired forewarned",
    ),
    (
        "alone",
        "myself alone personally personal single-handedly own me mine weekend weekends night nights midnight evening evenings hand handed nobody else everything every laptop",
    ),
    (
        "make",
        "wrote write writing built build building coded code coding drew draw drawing designed design specced spec specs drafted fixed fix debugged rewrote rebuilt tested query queries sql prototype prototyped script figma wireframes deck slides tickets",
    ),
    (
        "buzz",
        "vision visionary synergy synergies ecosystem holistic platform flywheel seamless disrupt disruptive disruption innovation innovative innovate transformation transformational transformative leverage empower empowered empowerment agile mindset paradigm best-in-class world-class next-gen delight magical frictionless ai ai-first ai-native ai-powered cutting-edge game-changing omnichannel personalised personalized hyper-personalised intelligent intelligence unlock reimagine north star moat category-defining scalable scale future-proof data-driven customer-centric customer-obsessed obsessed passion bold boldly dominate leader leading revolutionise revolutionize moonshot democratise democratize immersive journey touchpoint touchpoints storytelling thought value-driven culture digital network effects invisible community unified super-app operating system layer",
    ),
    (
        "cond",
        "if once provided providing assuming assume assumes presume suppose given when need needs needed require requires required depend depends depending unless without contingent guarantee guaranteed promised hopefully long",
    ),
    (
        "grant",
        "headcount budget funding engineers resources hire hires team support backing commitment buy-in buyin alignment approval access data clarity mandate people squad developers scientists investment money runway",
    ),
    (
        "fault",
        "fault failed fail failing late never didn't wouldn't couldn't refused ignored dropped ball messed screwed blocked slow delivered underdelivered overpromised oversold sabotaged undermined unhelpful incompetent lazy hopeless useless careless wrong let",
    ),
    (
        "they",
        "they them their he him his she her theirs vendor vendors contractor contractors agency consultants supplier suppliers predecessor",
    ),
    (
        "rule",
        "rule rules question questions definition definitions defined define line lines criterion criteria threshold bar test page sheet list checklist principle limit decision decisions written wrote sentence bucket buckets owner owners name names",
    ),
    (
        "decide",
        "decide decides decided decision decisions settle settles choose chooses chose call approve approves approved approval sign signs rule rules overrule overruled ruled order ordered tell instruct force forced decree mandate",
    ),
    (
        "escalate",
        "escalate escalated escalates escalating escalation above top upstairs up intervene step stepped authority copy copied cc raise raised involve involved",
    ),
    (
        "own",
        "own owns owned owner ownership accountable responsible carries carry holds held answers charge yours theirs hers mandate target targets number numbers figure figures goal goals quota kpi okr metric",
    ),
    (
        "self",
        "themselves itself herself himself without needed needs run runs running ran rota rotate rotates rhythm cadence ritual review reviews meeting delegate delegated delegation handed hand structure structured reorganised reorganized split boundaries process system autonomous independently",
    ),
    (
        "learn",
        "learned learnt learn lesson lessons hindsight mistake mistakes regret differently earlier sooner should next time realised realized taught teaches takeaway looking back now since",
    ),
    ("past", "was were had did went came took made said told put got gave ran sat kept left"),
    (
        "would",
        "would i'd we'd they'd you'd he'd she'd could might should wouldn't couldn't imagine expect expected guess hope hoping probably maybe perhaps",
    ),
    (
        "task",
        "job task goal target responsible responsibility charge brief mandate asked needed supposed accountable deadline assignment mission remit mine tasked role",
    ),
    ("asof", "by until since within after before end until later today still now ended end"),
    (
        "head",
        "short version answer basically simply honestly summary sentence two three parts pick choose would yes no bet main first thing story example",
    ),
    (
        "chat",
        "thanks thank sorry sure okay ok yeah yes well um uh hmm oh anyway hello hi question good great lovely nice funny laugh joke sense hope ramble rambling hear ask asking remember exactly honest",
    ),
    (
        "unknown",
        "don't know can't remember sure idea figures numbers measured checked exact exactly haven't forget forgot",
    ),
    ("number", "percent half third quarter quarters fifth tenth twice double once dozen hundreds thousands"),
    ("because", "because since so therefore reason why that's meant which hence thus given"),
    (
        "work",
        "company firm bank insurer startup start-up retailer hospital airline agency studio operator business marketplace employer job years worked joined team product head led leading ran running",
    ),
    (
        "customer",
        "customer customers user users client clients buyer buyers patient patients rider riders driver drivers farmer farmers merchant merchants seller sellers shopper shoppers guest guests parent parents student students member members household households",
    ),
    (
        "neg",
        "not no never none nobody nothing neither nor without hardly didn't don't doesn't wasn't weren't isn't aren't wouldn't won't couldn't can't shouldn't hadn't haven't hasn't",
    ),
];
