package weburl

// trackingPrefixes begin the names of families of parameters that only count visits.
var trackingPrefixes = []string{
	"at_",  // Piano Analytics, formerly AT Internet: at_medium, at_campaign
	"dm_",  // Dotmailer
	"hsa_", // HubSpot ads
	"itm_", // internal campaigns
	"mtm_", // Matomo
	"oly_", // Omeda
	"piwik_",
	"pk_", // Piwik
	"stm_",
	"utm_", // everybody
	"vero_",
	"wt_", // Webtrekk: wt_zmc, wt_mc
}

// tracking are the names of parameters that only count visits, sorted.
var tracking = map[string]bool{
	"_ga":               true,
	"_gl":               true,
	"_hsenc":            true,
	"_hsmi":             true,
	"_openstat":         true,
	"actcampaigntype":   true, // Roularta
	"actid":             true,
	"cmp":               true, // Adobe: CMP=share_btn_tw
	"cmpid":             true,
	"cmpredirect":       true,
	"cx_campaign":       true,
	"dclid":             true,
	"ecid":              true,
	"ef_id":             true,
	"epik":              true,
	"estat_svc":         true,
	"fb_action_ids":     true,
	"fb_action_types":   true,
	"fb_ref":            true,
	"fb_source":         true,
	"fbclid":            true,
	"ftag":              true, // ZDNet
	"gad_source":        true,
	"gbraid":            true,
	"gclid":             true,
	"gclsrc":            true,
	"guccounter":        true,
	"guce_referrer":     true,
	"guce_referrer_sig": true,
	"igsh":              true,
	"igshid":            true,
	"ito":               true,
	"li_fat_id":         true,
	"m_bt":              true,
	"mc_cid":            true,
	"mc_eid":            true,
	"mkt_tok":           true,
	"msclkid":           true,
	"ncid":              true,
	"ns_campaign":       true, // comScore; not every ns_
	"ns_fee":            true,
	"ns_linkname":       true,
	"ns_mchannel":       true,
	"ns_source":         true,
	"rb_clickid":        true,
	"s_cid":             true,
	"scid":              true,
	"sfnsn":             true,
	"smid":              true,
	"smtyp":             true,
	"spm":               true,
	"srsltid":           true,
	"ttclid":            true,
	"twclid":            true,
	"wbraid":            true,
	"wickedid":          true,
	"wtmc":              true,
	"xtcr":              true,
	"xtmc":              true,
	"xtnp":              true,
	"xtor":              true, // AT Internet: xtor=RSS-18
	"yclid":             true,
}

// wayNames are parameters that either count visits or are the page's identity: ref=rss goes, ref=2024-118 stays.
var wayNames = map[string]bool{
	"campaign": true,
	"from":     true,
	"medium":   true,
	"mode":     true,
	"origin":   true,
	"partner":  true,
	"ref":      true,
	"ref_src":  true,
	"ref_url":  true,
	"referer":  true,
	"referrer": true,
	"share":    true,
	"source":   true,
	"src":      true,
	"via":      true,
}

// ways are the first words of the values that go.
var ways = map[string]bool{
	"android":     true,
	"app":         true,
	"apple":       true,
	"bluesky":     true,
	"bsky":        true,
	"email":       true,
	"facebook":    true,
	"fb":          true,
	"feed":        true,
	"feedburner":  true,
	"feedly":      true,
	"flipboard":   true,
	"flux":        true,
	"google":      true,
	"googlenews":  true,
	"home":        true,
	"homepage":    true,
	"hp":          true,
	"instagram":   true,
	"ios":         true,
	"linkedin":    true,
	"mail":        true,
	"mastodon":    true,
	"messenger":   true,
	"newsletter":  true,
	"nl":          true,
	"nieuwsbrief": true,
	"pocket":      true,
	"push":        true,
	"rss":         true,
	"rssfeed":     true,
	"share":       true,
	"social":      true,
	"telegram":    true,
	"threads":     true,
	"twitter":     true,
	"twsrc":       true, // ref_src=twsrc%5Etfw
	"twsrc%5etfw": true,
	"whatsapp":    true,
	"x":           true,
}

// hostPrefixes are the first labels of a host that serves the same articles.
var hostPrefixes = []string{"www.", "amp.", "m.", "mobile.", "mobiel."}

// ampNames are the parameters that ask for the AMP or mobile face of a page, with the values that do; "" is any.
var ampNames = map[string][]string{
	"amp":        {"", "1", "true", "amp"},
	"amp_js_v":   nil,
	"isamp":      {"1", "true"},
	"mobile":     {"1", "true"},
	"output":     {"amp"},
	"outputtype": {"amp", "amp-type"},
	"view":       {"amp"},
}
