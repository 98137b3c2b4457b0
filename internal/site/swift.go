package site

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"text/template/parse"
)

// A site is tens of thousands of pages out of a dozen templates. html/template decides once how each value is escaped and
// then walks its tree by reflection for each page; swift compiles the escaped tree to closures that do the same, seven
// times faster. What it does not know (an escaper, a function, a kind of node) it refuses, and html/template runs that
// template as ever. TestSwiftIsFaithful compares the two on every page.
type swift struct {
	looks map[string]*program // by name of the template
	funcs template.FuncMap
}

// program is a compiled template.
type program struct {
	slots int // how many variables it has
	steps []func(*runner)
}

// runner is one execution: what was written and the variables.
type runner struct {
	out  []byte
	vars []reflect.Value
}

// compile returns nil when the template, or one that it calls, holds what swift does not know.
func compile(t *template.Template, name string, funcs template.FuncMap) (s *swift) {
	s = &swift{map[string]*program{}, funcs}
	defer func() {
		if why := recover(); why != nil {
			if _, ok := why.(beyond); !ok {
				panic(why)
			}
			s = nil
		}
	}()
	s.template(t, name)
	return s
}

// beyond is thrown, while compiling, at what swift does not know.
type beyond string

func (s *swift) template(t *template.Template, name string) *program {
	if p, ok := s.looks[name]; ok {
		return p
	}
	own := t.Lookup(name)
	if own == nil || own.Tree == nil {
		panic(beyond(name))
	}
	p := &program{}
	s.looks[name] = p // before its steps: a template may call itself
	c := &compiler{s: s, t: t, p: p}
	c.declare("$")
	p.steps = c.list(own.Tree.Root)
	return p
}

// execute returns what a template makes of data.
func (s *swift) execute(name string, data any) ([]byte, error) {
	r, err := s.run(name, data)
	if err != nil {
		return nil, err
	}
	defer room.Put(r)
	return slices.Clone(r.out), nil
}

// run returns what a template makes of data in a runner that goes back to the room.
func (s *swift) run(name string, data any) (r *runner, err error) {
	defer func() {
		if why, ok := recover().(mistake); ok {
			r, err = nil, why
		}
	}()
	r = room.Get().(*runner)
	r.out = r.out[:0]
	s.looks[name].call(r, reflect.ValueOf(data))
	return r, nil
}

// room is where pages grow.
var room = sync.Pool{New: func() any { return &runner{out: make([]byte, 0, 1<<17)} }}

// mistake is what a template asks for in vain: it is found when the page is made, as with html/template.
type mistake string

func (m mistake) Error() string { return string(m) }

func (p *program) call(r *runner, dot reflect.Value) {
	inner := runner{out: r.out, vars: make([]reflect.Value, p.slots+1)}
	inner.vars[0], inner.vars[p.slots] = dot, dot // the last one is the dot
	for _, step := range p.steps {
		step(&inner)
	}
	r.out = inner.out
}

func (r *runner) dot() reflect.Value { return r.vars[len(r.vars)-1] }

// at runs steps with another dot.
func (r *runner) at(dot reflect.Value, steps []func(*runner)) {
	last := len(r.vars) - 1
	was := r.vars[last]
	r.vars[last] = dot
	for _, step := range steps {
		step(r)
	}
	r.vars[last] = was
}

type compiler struct {
	s     *swift
	t     *template.Template
	p     *program
	scope []string // names of the variables in sight; the place is the slot
}

func (c *compiler) declare(name string) (slot int) {
	c.scope = append(c.scope, name)
	c.p.slots = max(c.p.slots, len(c.scope))
	return len(c.scope) - 1
}

func (c *compiler) slot(name string) int {
	for n := len(c.scope) - 1; n >= 0; n-- {
		if c.scope[n] == name {
			return n
		}
	}
	panic(beyond(name))
}

// list compiles nodes; variables declared among them are not seen after it.
func (c *compiler) list(l *parse.ListNode) []func(*runner) {
	if l == nil {
		return nil
	}
	depth := len(c.scope)
	var steps []func(*runner)
	for _, n := range l.Nodes {
		steps = append(steps, c.node(n))
	}
	c.scope = c.scope[:depth]
	return steps
}

func (c *compiler) node(n parse.Node) func(*runner) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *runner) { r.out = append(r.out, text...) }
	case *parse.CommentNode:
		return func(*runner) {}
	case *parse.ActionNode:
		return c.action(n.Pipe)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(&n.BranchNode)
	case *parse.TemplateNode:
		value := func(*runner) reflect.Value { return reflect.Value{} }
		if n.Pipe != nil {
			value = c.pipe(n.Pipe)
		}
		p := c.s.template(c.t, n.Name)
		return func(r *runner) { p.call(r, value(r)) }
	}
	panic(beyond(n.String()))
}

func (c *compiler) action(p *parse.PipeNode) func(*runner) {
	if len(p.Decl) > 0 {
		value := c.pipe(p)
		if p.IsAssign || len(p.Decl) > 1 {
			panic(beyond(p.String()))
		}
		slot := c.declare(p.Decl[0].Ident[0])
		return func(r *runner) { r.vars[slot] = value(r) }
	}
	escapers := 0
	for n := len(p.Cmds) - 1; n > 0 && escaperOf(p.Cmds[n]) != ""; n-- {
		escapers++
	}
	value := c.commands(p.Cmds[:len(p.Cmds)-escapers])
	write := writer(p.Cmds[len(p.Cmds)-escapers:])
	return func(r *runner) { r.out = write(r.out, value(r)) }
}

func (c *compiler) branch(n *parse.BranchNode, with bool) func(*runner) {
	depth := len(c.scope)
	value := c.pipe(n.Pipe)
	if len(n.Pipe.Decl) > 0 {
		panic(beyond(n.Pipe.String()))
	}
	yes, no := c.list(n.List), c.list(n.ElseList)
	c.scope = c.scope[:depth]
	return func(r *runner) {
		v := value(r)
		switch {
		case !truth(v):
			r.at(r.dot(), no)
		case with:
			r.at(v, yes)
		default:
			r.at(r.dot(), yes)
		}
	}
}

func (c *compiler) loop(n *parse.BranchNode) func(*runner) {
	depth := len(c.scope)
	value := c.pipe(n.Pipe)
	key, elem := -1, -1
	for at, d := range n.Pipe.Decl {
		slot := c.declare(d.Ident[0])
		if at == len(n.Pipe.Decl)-1 {
			elem = slot
		} else {
			key = slot
		}
	}
	body := c.list(n.List)
	c.scope = c.scope[:depth]
	none := c.list(n.ElseList)
	return func(r *runner) {
		v := held(value(r))
		if !v.IsValid() || v.Len() == 0 {
			r.at(r.dot(), none)
			return
		}
		for i := range v.Len() {
			item := v.Index(i)
			if key >= 0 {
				r.vars[key] = reflect.ValueOf(i)
			}
			if elem >= 0 {
				r.vars[elem] = item
			}
			r.at(item, body)
		}
	}
}

// pipe compiles what a pipeline is worth; its declarations are the caller's.
func (c *compiler) pipe(p *parse.PipeNode) func(*runner) reflect.Value { return c.commands(p.Cmds) }

func (c *compiler) commands(cmds []*parse.CommandNode) func(*runner) reflect.Value {
	if len(cmds) != 1 {
		panic(beyond("a pipeline of several commands"))
	}
	args := cmds[0].Args
	if f, ok := args[0].(*parse.IdentifierNode); ok {
		return c.function(f.Ident, args[1:])
	}
	if len(args) > 1 {
		panic(beyond(cmds[0].String()))
	}
	return c.operand(args[0])
}

func (c *compiler) operand(n parse.Node) func(*runner) reflect.Value {
	constant := func(v any) func(*runner) reflect.Value {
		value := reflect.ValueOf(v)
		return func(*runner) reflect.Value { return value }
	}
	switch n := n.(type) {
	case *parse.DotNode:
		return (*runner).dot
	case *parse.FieldNode:
		get := fields(n.Ident)
		return func(r *runner) reflect.Value { return get(r.dot()) }
	case *parse.VariableNode:
		slot, get := c.slot(n.Ident[0]), fields(n.Ident[1:])
		return func(r *runner) reflect.Value { return get(r.vars[slot]) }
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64))
		}
	case *parse.PipeNode:
		return c.pipe(n)
	}
	panic(beyond(n.String()))
}

// function compiles a call. Of the functions of text/template it knows those that our templates use.
func (c *compiler) function(name string, nodes []parse.Node) func(*runner) reflect.Value {
	var args []func(*runner) reflect.Value
	for _, n := range nodes {
		args = append(args, c.operand(n))
	}
	switch {
	case (name == "eq" || name == "gt") && len(args) == 2:
		return func(r *runner) reflect.Value { return reflect.ValueOf(compare(name, args[0](r), args[1](r))) }
	case name == "not" && len(args) == 1:
		return func(r *runner) reflect.Value { return reflect.ValueOf(!truth(args[0](r))) }
	case name == "len" && len(args) == 1:
		return func(r *runner) reflect.Value { return reflect.ValueOf(held(args[0](r)).Len()) }
	case (name == "and" || name == "or") && len(args) > 0:
		return func(r *runner) (v reflect.Value) {
			for _, arg := range args {
				if v = arg(r); truth(v) == (name == "or") {
					break
				}
			}
			return v
		}
	}
	f := reflect.ValueOf(c.s.funcs[name])
	if !f.IsValid() || f.Type().NumOut() != 1 {
		panic(beyond(name))
	}
	return func(r *runner) reflect.Value {
		in := make([]reflect.Value, len(args))
		for n, arg := range args {
			in[n] = held(arg(r))
		}
		return f.Call(in)[0]
	}
}

func compare(name string, a, b reflect.Value) bool {
	a, b = held(a), held(b)
	if a.CanInt() && b.CanInt() {
		return name == "eq" && a.Int() == b.Int() || name == "gt" && a.Int() > b.Int()
	}
	return name == "eq" && a.String() == b.String() || name == "gt" && a.String() > b.String()
}

// fields compiles a chain of fields. Where a field is in its struct is looked up once for each type.
func fields(names []string) func(reflect.Value) reflect.Value {
	gets := make([]func(reflect.Value) reflect.Value, len(names))
	for n, name := range names {
		gets[n] = field(name)
	}
	return func(v reflect.Value) reflect.Value {
		for _, get := range gets {
			v = get(v)
		}
		return v
	}
}

type fieldAt struct {
	of    reflect.Type
	index []int
}

func field(name string) func(reflect.Value) reflect.Value {
	var last atomic.Pointer[fieldAt]
	return func(v reflect.Value) reflect.Value {
		v = held(v)
		at := last.Load()
		if at == nil || !v.IsValid() || at.of != v.Type() {
			if !v.IsValid() || v.Kind() != reflect.Struct {
				panic(mistake("a template asks what is no struct for " + name))
			}
			f, ok := v.Type().FieldByName(name)
			if !ok {
				panic(mistake(fmt.Sprintf("a template asks %v for %s", v.Type(), name)))
			}
			at = &fieldAt{v.Type(), f.Index}
			last.Store(at)
		}
		if len(at.index) == 1 {
			return v.Field(at.index[0])
		}
		return v.FieldByIndex(at.index)
	}
}
