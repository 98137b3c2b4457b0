package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	-1.76, // always
	0.75, // headOut
	0.58, // leadOut
	0.94, // bodyOut
	0.66, // named
	1.97, // manyTypes
	1.32, // somePeople
	1.82, // told
	2.38, // attacked
	0.71, // claims
	-0.12, // admits
	-1.69, // noHint
	-0.95, // untakenTop
	-1.17, // untakenBelow
	-2.55, // otherTop
	-0.81, // otherBelow
	-1.21, // notData
	-0.13, // advises
	-0.10, // advisesTop
	-1.30, // nobody
}
