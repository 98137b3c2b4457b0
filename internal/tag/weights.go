package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	0.30, // always
	0.30, // headOut
	0.49, // leadOut
	0.69, // bodyOut
	0.56, // named
	1.71, // manyTypes
	0.84, // somePeople
	1.44, // told
	0.06, // attacked
	0.55, // claims
	0.59, // admits
	-0.80, // noHint
	-1.05, // untakenTop
	-2.05, // untakenBelow
	-2.42, // otherTop
	-0.19, // otherBelow
	-1.11, // notData
	-0.15, // advises
	-0.11, // advisesTop
	-0.99, // nobody
	1.09, // dated
	0.79, // warns
	-1.29, // sourceless
}
