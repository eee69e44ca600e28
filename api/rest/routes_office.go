package rest

import (
	"anjian/internal/casework"
	"anjian/internal/inspection"
	"anjian/internal/office"
)

// Who may use the routes of the desk.
var (
	drawers    = roles(inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy)
	publishers = roles(inspection.RolePolicy)
	interested = roles(inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy)
)

// officeRoutes is the second page of routes: what is done at the desk before a check. Each change is an office act with
// an id of its own, and may be sent again.
func (h *house) officeRoutes(b *board) {
	const entry, imports = api + "/register/{id}", api + "/register-imports/{id}"
	put(b, get, api+"/register", "listRegister", surveyors, h.listRegister, about("register", "The register in full: filter, order, search"), looked(casework.LookRegister))
	put(b, get, api+"/register-count", "countRegister", surveyors, h.countRegister, about("register", "How many entries a filter leaves"))
	put(b, get, api+"/register.xlsx", "exportRegister", desk, h.exportRegister, about("register", "What a filter leaves of the register, as a workbook that can be imported"), gives(xlsx), looked(casework.LookRegister))
	put(b, post, api+"/register", "enterEnterprise", registrar, h.enterEnterprise, about("register", "登记企业: enter an enterprise"), status(201), alsoFails(409, 422))
	put(b, get, entry, "getRegisterEntry", surveyors, h.getRegisterEntry, about("register", "One entry of the register, with this year's visits and their cap"), looked(casework.LookEnterprise))
	put(b, replace, entry, "reviseEnterprise", registrar, h.reviseEnterprise, about("register", "变更登记: revise an entry as it was seen"), alsoFails(409, 422))
	put(b, get, entry+"/history", "listEntryHistory", desk, h.listHistory, about("register", "What was done to an entry"), looked(casework.LookEnterprise))
	putRaw(b, replace, imports, "readImport", registrar, h.readImport, about("register", "Read a workbook into an import under an id of one's own; nothing of the register changes"), b.takesWorkbook(goType[office.Import]()))
	put(b, get, imports, "getImport", registrar, h.getImport, about("register", "How far an import is, what it would do, what is wrong in it"))
	put(b, get, imports+"/rows", "listImportRows", registrar, h.listImportRows, about("register", "An import's rows, with the entries they would change"), looked(casework.LookRegister))
	put(b, post, imports+"/decisions", "decideImportRows", registrar, h.decideImportRows, about("register", "Say what becomes of rows that are like an entry that is there"), alsoFails(409))
	put(b, post, imports+"/taking", "takeImport", registrar, h.takeImport, about("register", "导入名录: take an import into the register, all of it or nothing"), alsoFails(409, 422))
	put(b, del, imports, "cancelImport", registrar, h.cancelImport, about("register", "Stop an import; nothing of it is kept"), status(204), alsoFails(409))

	h.planRoutes(b)
	put(b, get, api+"/signing-ways", "getSigningWays", desk, h.getWays, about("register", "The ways to sign that my bureau accepts"))
	put(b, replace, api+"/signing-ways", "setSigningWays", admins, h.setWays, about("register", "设定签字方式: set the ways to sign, for checks approved from now on"), alsoFails(409, 422))
	h.drawRoutes(b)
	h.boardRoutes(b)
	h.peopleRoutes(b)

	put(b, get, api+"/views", "listViews", desk, h.listViews, about("register", "My saved views of a list"))
	put(b, replace, api+"/views/{id}", "saveView", desk, h.saveView, about("register", "Save a view of a list under an id of one's own"), status(204), alsoFails(409))
	put(b, del, api+"/views/{id}", "dropView", desk, h.dropView, about("register", "Forget a saved view"), status(204))
}
