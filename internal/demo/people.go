package demo

import (
	"fmt"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Password is everybody's in the demo world; identity refuses it outside of it.
const Password = "anjian-demo"

// Account is one way into the demo world, to be told to whoever starts it.
type Account struct{ Username, Who string }

// Accounts lists the ways in, one line for each role.
func Accounts() []Account {
	return []Account{
		{"inspector1", "执法人员 inspector (phone), also inspector2…6"},
		{"head1", "科室负责人 section head (office), also head2…5"},
		{"leader1", "分管局长 leader (office)"},
		{"policy1", "政策法规科 policy section (office)"},
		{"enterprise1", "企业负责人 enterprise, also enterprise2, enterprise3"},
		{"expert1", "专家 expert"},
		{"town1", "镇安监站 town station"},
		{"admin1", "系统管理员 administrator (office)"},
	}
}

// staff are the bureau's people by user name.
type staff map[string]store.Person

// person makes one member of the staff.
func (s staff) person(username, name string, role inspection.Role, hash string) *store.Person {
	p := store.Person{ID: mint(), Username: username, PasswordHash: hash, Name: name, Role: role, Active: true}
	s[username] = p
	return &p
}

// peopleOf staffs the demo bureau: five sections with a head and inspectors in pairs, and one of every other role.
func peopleOf(sections []store.Section, register []inspection.EnterpriseBrief, hash string) staff {
	s := staff{}
	officer := 0
	put := func(p *store.Person) { s[p.Username] = *p }
	certify := func(p *store.Person) {
		officer++
		p.Certificate = inspection.Certificate{Number: fmt.Sprintf("苏D-DEMO-%04d", officer), ValidUntil: "2029-12-31"}
		p.Unit = bureauName
	}
	for i, name := range []string{"钱科", "孙科", "周队甲", "周队乙", "周队丙"} {
		p := s.person(fmt.Sprintf("head%d", (i+3)%5+1), name, inspection.RoleSectionHead, hash)
		p.SectionID, p.Post = sections[i].ID, "负责人"
		certify(p)
		put(p)
	}
	for i, name := range []string{"检查员甲", "检查员乙", "检查员丙", "检查员丁", "检查员戊", "检查员己"} {
		p := s.person(fmt.Sprintf("inspector%d", i+1), name, inspection.RoleInspector, hash)
		p.SectionID, p.Post = sections[2+i/2].ID, "执法人员"
		certify(p)
		put(p)
	}
	for username, one := range map[string]struct {
		name string
		role inspection.Role
		post string
	}{
		"leader1": {"吴副局", inspection.RoleLeader, "分管局长"},
		"leader2": {"郑局", inspection.RoleLeader, "局长"},
		"policy1": {"冯法规", inspection.RolePolicy, "政策法规科"},
		"expert1": {"专家甲", inspection.RoleExpert, "注册安全工程师"},
		"town1":   {"站长甲", inspection.RoleTown, "安监站"},
		"admin1":  {"管理员甲", inspection.RoleAdmin, "系统管理员"},
	} {
		p := s.person(username, one.name, one.role, hash)
		p.Post = one.post
		switch one.role {
		case inspection.RoleTown:
			p.Town = named(register, famous["涉氨制冷"]).Town
		case inspection.RoleExpert:
			p.Unit = "演示安全技术服务中心"
		}
		put(p)
	}
	for i, flag := range []string{"涉氨制冷", "两重点一重大", "冶金"} {
		p := s.person(fmt.Sprintf("enterprise%d", i+1), "企业负责人"+string(rune('A'+i)), inspection.RoleEnterprise, hash)
		p.EnterpriseID, p.Post = named(register, famous[flag]).ID, "安全总监"
		put(p)
	}
	return s
}

// of makes everybody people of a bureau and lists them.
func (s staff) of(bureauID string) []store.Person {
	all := make([]store.Person, 0, len(s))
	for username, p := range s {
		p.BureauID = bureauID
		s[username] = p
		all = append(all, p)
	}
	return all
}

func named(register []inspection.EnterpriseBrief, name string) inspection.EnterpriseBrief {
	for _, e := range register {
		if e.Name == name {
			return e
		}
	}
	return inspection.EnterpriseBrief{}
}
