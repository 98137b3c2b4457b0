package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	-0.01, // always
	0.60,  // headOut
	0.57,  // leadOut
	0.77,  // bodyOut
	0.84,  // named
	1.59,  // manyTypes
	1.55,  // somePeople
	1.84,  // told
	1.17,  // attacked
	0.39,  // claims
	0.38,  // admits
	-1.92, // noHint
	-1.23, // untakenTop
	-1.35, // untakenBelow
	-2.98, // otherTop
	-0.83, // otherBelow
	-1.56, // notData
	-0.16, // advises
	-0.06, // advisesTop
	-1.04, // nobody
}
