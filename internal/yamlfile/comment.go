package yamlfile

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Comments returns the comments of a YAML text in their order, a line each, without the #.
func Comments(text string) []string {
	var tree yaml.Node
	if yaml.Unmarshal([]byte(text), &tree) != nil {
		return nil
	}
	var found []string
	add := func(block string) {
		for line := range strings.Lines(block) {
			if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#")); line != "" {
				found = append(found, line)
			}
		}
	}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		add(n.HeadComment)
		add(n.LineComment)
		for _, child := range n.Content {
			walk(child)
		}
		add(n.FootComment)
	}
	walk(&tree)
	return found
}

// lostComments returns the comments of one text that another has not, each as a line.
func lostComments(before, after string) (lines string) {
	left := Comments(after)
	for _, c := range Comments(before) {
		if i := slices.Index(left, c); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		lines += "# " + c + "\n"
	}
	return lines
}
